/// The facts about a game that network, search and records need, and that never change in play.
///
/// Shapes: `A` actions, `C` planes, `H` rows and `W` columns of an observation.
public struct GameSpecification: Hashable, Sendable {
  /// Which rewards a game gives.
  public enum RewardKind: Hashable, Sendable {
    /// Only the last step of a game has a reward: its outcome.
    case final
    /// Any step may have a reward.
    case perStep
  }

  /// What copying a state costs.
  public enum Copying: Hashable, Sendable {
    /// A copy is a copy of a value.
    case cheap
    /// A copy is a replay of the whole game, because the game cannot clone itself.
    case byReplay
  }

  /// The size of an observation `[C, H, W]`.
  public struct Shape: Hashable, Sendable {
    /// Planes, `C`.
    public var channels: Int
    /// Rows, `H`.
    public var height: Int
    /// Columns, `W`.
    public var width: Int

    /// Makes a shape.
    public init(channels: Int, height: Int, width: Int) {
      self.channels = channels
      self.height = height
      self.width = width
    }

    /// Cells of one plane, `H * W`.
    public var planeSize: Int { height * width }

    /// Numbers of one observation, `C * H * W`.
    public var count: Int { channels * planeSize }
  }

  /// The name under which the game is listed, such as `connect-four`.
  public var name: String

  /// Raised whenever play, observation or action encoding changes, so that an old run says why it
  /// differs.
  public var version: Int

  /// How many play: 1 or 2.
  public var playerCount: Int

  /// The number of actions, `A`.
  public var actionCount: Int

  /// The shape of an observation.
  public var observationShape: Shape

  /// Planes that draw one action for the dynamics network, each `H` × `W`.
  public var actionPlaneCount: Int

  /// The bounds of a return, in units of reward, where they are known.
  public var valueRange: ClosedRange<Float>?

  /// Which steps have rewards.
  public var rewardKind: RewardKind

  /// The most plies of a game from its given start, or `nil` where the rules themselves end it.
  public var lengthLimit: Int?

  /// The discount γ of one step, in (0, 1].
  public var discount: Float

  /// What copying a state costs.
  public var copying: Copying

  /// Whether steps draw random numbers, so that a planner must reseed what it copies.
  public var isStochastic: Bool

  /// Whether a step costs so much, tens of microseconds or more, that a learner had better keep what
  /// the positions of a game showed than play it again.
  public var isSlow: Bool

  /// Whether a name is of a-z, 0-9 and hyphens, as those of games and plugins are.
  ///
  /// - Parameter name: The name.
  /// - Returns: Whether it may be one.
  public static func isPlainName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }

  /// Makes a specification.
  public init(
    name: String, version: Int, playerCount: Int = 2, actionCount: Int, observationShape: Shape,
    actionPlaneCount: Int = 1, valueRange: ClosedRange<Float>? = -1...1,
    rewardKind: RewardKind = .final, lengthLimit: Int?, discount: Float = 1,
    copying: Copying = .cheap, isStochastic: Bool = false, isSlow: Bool = false
  ) {
    self.name = name
    self.version = version
    self.playerCount = playerCount
    self.actionCount = actionCount
    self.observationShape = observationShape
    self.actionPlaneCount = actionPlaneCount
    self.valueRange = valueRange
    self.rewardKind = rewardKind
    self.lengthLimit = lengthLimit
    self.discount = discount
    self.copying = copying
    self.isStochastic = isStochastic
    self.isSlow = isSlow
  }
}
