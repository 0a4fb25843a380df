/// The shape of the networks of one experiment: the `network` section of a configuration.
///
/// The defaults are those of the AlphaZero and MuZero papers. The two bodies read different keys:
/// `residual` reads `channels` and the numbers of blocks, `mlp` reads `width` and the depths.
///
/// Sources: Silver et al., "A general reinforcement learning algorithm that masters chess, shogi
/// and Go through self-play", 2018 (AlphaZero); Schrittwieser et al., "Mastering Atari, Go, chess
/// and shogi by planning with a learned model", 2020 (MuZero), appendix F.
public struct NetworkConfiguration: Codable, Hashable, Sendable {
  /// What the bodies of the networks are made of.
  public enum Body: String, Codable, Hashable, Sendable, CaseIterable {
    /// Dense layers on the flattened observation; the hidden state is a vector.
    case mlp
    /// A tower of residual convolutional blocks; the hidden state has the planes of the board.
    case residual
  }

  /// How an observation is brought to the resolution of the hidden state.
  public enum Front: String, Codable, Hashable, Sendable, CaseIterable {
    /// One convolution that keeps the resolution, for boards.
    case board
    /// Two strided convolutions and two average pools with residual blocks between them, which
    /// divide both sides by 16, for screens.
    case screen
  }

  /// What follows every convolution or dense layer of a body.
  public enum Normalization: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing; residual branches start at zero instead, so that every block starts as the identity.
    case none
    /// Batch normalisation, with running statistics at play.
    case batch
    /// Layer normalisation over all features of one position.
    case layer
  }

  /// How the policy head makes its logits.
  public enum PolicyHead: String, Codable, Hashable, Sendable, CaseIterable {
    /// A 1×1 convolution to a few planes and a dense layer to all actions.
    case dense
    /// A 3×3 convolution and one plane of logits for each kind of move; the action index is
    /// `cell * planes + plane`.
    case planes
  }

  /// How a value is predicted.
  public enum ValueHead: String, Codable, Hashable, Sendable, CaseIterable {
    /// One number, squashed into the value range of the game by tanh.
    case scalar
    /// A distribution over the atoms of a `ValueSupport`.
    case categorical
  }

  /// How the reward of a step is predicted by the dynamics network.
  public enum RewardHead: String, Codable, Hashable, Sendable, CaseIterable {
    /// Not at all.
    case none
    /// One number.
    case scalar
    /// A distribution over the atoms of a `ValueSupport`.
    case categorical
  }

  /// How hidden states are kept in a range that does not grow with the number of steps.
  public enum HiddenScaling: String, Codable, Hashable, Sendable, CaseIterable {
    /// Not at all.
    case none
    /// Every hidden state is scaled to [0, 1] by its own smallest and largest number.
    case minMax = "min-max"
  }

  /// The kind of body.
  ///
  /// Papers: `residual`.
  public var body = Body.residual

  /// What comes before the tower of a `residual` body.
  ///
  /// Papers: `board`; MuZero on Atari: `screen`.
  public var front = Front.board

  /// Planes of a residual tower and of its hidden state.
  ///
  /// Papers: 256.
  public var channels = 256

  /// Residual blocks of AlphaZero's body or of MuZero's representation.
  ///
  /// AlphaZero: 19, MuZero: 16.
  public var blocks = 19

  /// Residual blocks of MuZero's dynamics.
  ///
  /// MuZero: 16.
  public var dynamicsBlocks = 16

  /// Residual blocks of MuZero's prediction, before its heads.
  ///
  /// MuZero: 0.
  public var predictionBlocks = 0

  /// Units of each dense layer of an `mlp` body and of its hidden state.
  ///
  /// MuZero Unplugged: 512.
  public var width = 512

  /// Dense layers of AlphaZero's body or of MuZero's representation, at least 1.
  public var depth = 3

  /// Dense layers of MuZero's dynamics, at least 1.
  public var dynamicsDepth = 3

  /// Dense layers of MuZero's prediction, before its heads.
  public var predictionDepth = 0

  /// Whether the layers of an `mlp` body after the first form residual pairs; depths are then odd.
  public var skipConnections = true

  /// What follows every convolution or dense layer.
  ///
  /// Papers: `batch`; MuZero Unplugged: `layer`.
  public var normalization = Normalization.batch

  /// The form of the policy head.
  ///
  /// Go: `dense`; chess and shogi: `planes`.
  public var policyHead = PolicyHead.dense

  /// Planes before the dense layer of the policy head.
  ///
  /// AlphaGo Zero: 2.
  public var policyChannels = 2

  /// Units of a dense layer before the logits, 0 for none.
  ///
  /// AlphaGo Zero: 0.
  public var policyWidth = 0

  /// The form of the value head.
  ///
  /// Board games: `scalar`; Atari: `categorical`.
  public var valueHead = ValueHead.scalar

  /// Planes before the dense layers of the value head.
  ///
  /// AlphaGo Zero: 1.
  public var valueChannels = 1

  /// Units of the dense layer of the value head, 0 for none.
  ///
  /// AlphaGo Zero: 256.
  public var valueWidth = 256

  /// The largest atom of a categorical value, on the transformed scale.
  ///
  /// MuZero: 300.
  public var valueSupport = 300

  /// The form of the reward head.
  ///
  /// Board games: `none`; Atari: `categorical`.
  public var rewardHead = RewardHead.none

  /// Planes before the dense layers of the reward head.
  ///
  /// MuZero: as in the value head.
  public var rewardChannels = 1

  /// Units of the dense layer of the reward head, 0 for none.
  ///
  /// MuZero: as in the value head.
  public var rewardWidth = 256

  /// The largest atom of a categorical reward, on the transformed scale.
  ///
  /// MuZero: 300.
  public var rewardSupport = 300

  /// How hidden states are scaled.
  ///
  /// MuZero: `min-max`; EfficientZero: `none`.
  public var hiddenScaling = HiddenScaling.minMax

  /// Makes the configuration of the papers.
  public init() {}
}
