public import GameProtocol

/// The networks of one experiment as data: which layers, which parameters, which heads.
///
/// It is interpreted twice, by LibTorch for training and by the inference plan for play, so that the
/// two cannot disagree. AlphaZero has the prediction network alone, on observations. MuZero has the
/// representation h (observation to hidden state), the dynamics g (hidden state and action to the
/// next hidden state and a reward) and the prediction f on hidden states.
public struct Blueprint: Hashable, Sendable {
  /// Which model search grows its tree on.
  public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
    /// The true rules of the game.
    case alphazero
    /// A learned model.
    case muzero
  }

  /// The size of one position's activation.
  public struct Shape: Hashable, Sendable {
    /// Planes, or features of a vector.
    public var channels: Int
    /// Rows; 1 for a vector.
    public var height: Int
    /// Columns; 1 for a vector.
    public var width: Int

    /// Makes a shape of planes.
    public init(channels: Int, height: Int, width: Int) {
      self.channels = channels
      self.height = height
      self.width = width
    }

    /// Makes the shape of a vector.
    public init(features: Int) {
      self.init(channels: features, height: 1, width: 1)
    }

    /// Numbers of one position.
    public var count: Int { channels * height * width }
  }

  /// One network: a body, and heads that each start from the body's output.
  public struct Program: Hashable, Sendable {
    /// The name that its parameters begin with.
    public var name: String
    /// What comes in; for the dynamics the hidden state with the action behind it.
    public var input: Shape
    /// Whether the input is `[N, C, H, W]`; otherwise it is `[N, F]`.
    public var isSpatial: Bool
    /// The layers that all heads share.
    public var body: [Layer]
    /// What the body gives: the next hidden state in h and g.
    public var output: Shape
    /// The heads, in the order policy, value, reward.
    public var heads: [Head]

    /// The head of a kind, or `nil` where the program has none.
    ///
    /// - Parameter kind: The kind.
    /// - Returns: The head.
    public func head(_ kind: Head.Kind) -> Head? {
      heads.first { $0.kind == kind }
    }

    /// All parameters in order: the body's, then each head's.
    public var parameters: [Parameter] {
      body.flatMap(\.parameters) + heads.flatMap { $0.layers.flatMap(\.parameters) }
    }
  }

  /// What MuZero has beside the prediction.
  public struct LearnedModel: Hashable, Sendable {
    /// h: observation to hidden state, without heads.
    public var representation: Program
    /// g: hidden state and action to the next hidden state, with a reward head or none.
    ///
    /// Its input holds the hidden state's planes (or features) first and the drawn action's last.
    public var dynamics: Program
    /// How an action is drawn for g.
    public var actions: ActionEncoding
  }

  /// What search grows its tree on.
  public var mode: Mode { model == nil ? .alphazero : .muzero }

  /// The number of actions, `A`.
  public var actionCount: Int

  /// The size of an observation.
  public var observation: Shape

  /// The network with the policy and value heads: on observations without a learned model, on
  /// hidden states with one.
  public var prediction: Program

  /// The networks of a learned model, for MuZero.
  public var model: LearnedModel?

  /// The size of a hidden state, or `nil` without a learned model.
  public var hiddenState: Shape? { model?.representation.output }

  /// The programs in the order in which a position meets them.
  public var programs: [Program] {
    guard let model else { return [prediction] }
    return [model.representation, model.dynamics, prediction]
  }

  /// All parameters, in the order of checkpoints.
  public var parameters: [Parameter] { programs.flatMap(\.parameters) }

  /// Makes the networks for a game.
  ///
  /// - Parameters:
  ///   - configuration: Their shape.
  ///   - game: The game; it draws its actions for the dynamics network.
  ///   - mode: What search grows its tree on.
  /// - Throws: `NetworkError` where the configuration does not fit the game.
  public init<G: Game>(
    configuration: NetworkConfiguration, game: G, mode: Mode
  ) throws(NetworkError) {
    try self.init(configuration: configuration, specification: game.specification, mode: mode) {
      ActionEncoding(drawing: game, height: $0.height, width: $0.width)
    }
  }

  /// Makes the networks from the facts of a game.
  ///
  /// - Parameters:
  ///   - configuration: Their shape.
  ///   - specification: The facts of the game.
  ///   - mode: What search grows its tree on.
  ///   - actions: Makes the encoding of actions for a hidden state of planes, given its shape;
  ///     called for MuZero with a residual body alone.
  /// - Throws: `NetworkError` where the configuration does not fit the game.
  public init(
    configuration: NetworkConfiguration, specification: GameSpecification, mode: Mode,
    actions: (Shape) -> ActionEncoding
  ) throws(NetworkError) {
    let builder = BlueprintBuilder(configuration: configuration, specification: specification)
    try builder.validate()
    actionCount = specification.actionCount
    observation = builder.observation
    switch mode {
    case .alphazero:
      model = nil
      prediction = try builder.prediction(from: nil)
    case .muzero:
      let representation = builder.representation()
      let hidden = representation.output
      let encoding: ActionEncoding
      switch configuration.body {
      case .residual: encoding = actions(hidden)
      case .mlp: encoding = ActionEncoding(oneHot: specification.actionCount)
      }
      model = LearnedModel(
        representation: representation,
        dynamics: try builder.dynamics(hidden: hidden, actions: encoding), actions: encoding)
      prediction = try builder.prediction(from: hidden)
    }
  }
}
