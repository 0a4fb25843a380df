/// What one action brought to the player who took it.
public struct Step: Hashable, Sendable {
  /// How a game stands after a step.
  public enum End: Hashable, Sendable {
    /// The game goes on.
    case continues
    /// The rules ended the game, the length limit of a board game included: nothing follows, so
    /// the value after it is 0.
    case terminated
    /// A step limit cut the game off; the value after it is estimated, not 0.
    case truncated
  }

  /// The reward of the player who moved, in units of reward.
  public var reward: Float

  /// The cost of the step, at least 0, in units of cost; 0 in games without constraints.
  public var cost: Float

  /// Whether the game goes on.
  public var end: End

  /// Makes a step.
  @inlinable
  public init(reward: Float = 0, cost: Float = 0, end: End = .continues) {
    self.reward = reward
    self.cost = cost
    self.end = end
  }
}
