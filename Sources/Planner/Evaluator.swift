public import GameProtocol

/// One position that an evaluator is asked about.
public struct LeafPosition: Hashable, Sendable {
  /// Where the position is in the array of states.
  public var slot: Int32
  /// The number of its node in its tree.
  public var node: Int32
  /// What random numbers for it are a function of, together with `node`.
  public var key: SearchKey

  /// Makes a question.
  public init(slot: Int32, node: Int32, key: SearchKey) {
    self.slot = slot
    self.node = node
    self.key = key
  }
}

/// Judges positions of a game: a network, random play, a constant.
///
/// - Invariant: The answer for a position depends on nothing else in the call.
public protocol Evaluator<State>: AnyObject {
  /// The position type.
  associatedtype State: GameState

  /// Judges positions, none of which the rules have ended.
  ///
  /// Shapes: `n` positions, `A` actions.
  ///
  /// - Parameters:
  ///   - leaves: The positions asked about, `[n]`.
  ///   - states: What the slots of `leaves` index.
  ///   - logits: Receives policy logits over all actions, `[n, A]`; those of illegal actions are not
  ///     read.
  ///   - values: Receives the value for the player to move, `[n]`, in units of reward.
  func evaluate(
    _ leaves: Span<LeafPosition>, of states: [State], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>)
}
