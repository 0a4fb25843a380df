public import GameProtocol

/// What a search found out about its root.
///
/// Shape: `A` actions.
public struct SearchResult: Hashable, Sendable {
  /// A root action that was visited.
  public struct Edge: Hashable, Sendable {
    /// The action.
    public var action: Action
    /// Its visits.
    public var visits: Int
    /// Its mean value for the player to move at the root, reward included, in units of reward.
    public var value: Float
  }

  /// The visited actions, ascending.
  public var edges: [Edge]
  /// What learning takes as the policy target, `[A]`, summing to 1: the visit shares in PUCT, the
  /// improved policy in Gumbel search.
  public var policy: [Float]
  /// The network's policy over the legal actions, without noise, `[A]`, summing to 1.
  public var prior: [Float]
  /// The mean value of the root for its player to move, the network's own value counted once, in
  /// units of reward.
  public var value: Float
  /// The network's value of the root, in units of reward.
  public var networkValue: Float
  /// The best action: the most visited, ties to the lower index; in Gumbel search the best of the
  /// most visited by noise, logit and completed value.
  public var bestAction: Action
  /// The action to play: `bestAction`, or a draw from the visits where the temperature says so.
  public var action: Action
}
