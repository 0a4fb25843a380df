/// The networks h, g and f of MuZero; hidden states live in the network, addressed by slots.
///
/// There is no legal mask and no end of the game in what it answers, so search below the root cannot
/// know them.
///
/// - Invariant: The result for one row depends on nothing else in the batch, bit for bit.
public protocol DynamicsNetwork: AnyObject {
  /// The number of actions, `A`.
  var actionCount: Int { get }
  /// The numbers of one observation, `O`.
  var observationSize: Int { get }

  /// Makes room for hidden states in slots `0..<count`.
  ///
  /// - Parameter count: The number of slots.
  func reserveSlots(_ count: Int)

  /// Represents observations and judges them: h, then f.
  ///
  /// - Parameters:
  ///   - observations: `[n, O]`, each in the view of its player to move.
  ///   - slots: Where the hidden states go, `[n]`.
  ///   - logits: Receives policy logits, `[n, A]`.
  ///   - values: Receives values for the player to move, `[n]`, decoded to units of reward.
  func initialInference(
    observations: Span<Float>, slots: Span<Int32>, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>)

  /// Takes one imagined step from hidden states and judges where it leads: g, then f.
  ///
  /// - Parameters:
  ///   - sources: The slots of the states to step from, `[n]`.
  ///   - actions: The indices of the actions, `[n]`.
  ///   - targets: Where the new hidden states go, `[n]`; no target is a source.
  ///   - logits: Receives policy logits, `[n, A]`.
  ///   - values: Receives values for the player to move at the new state, `[n]`.
  ///   - rewards: Receives the reward of the player who acted, `[n]`; a network without a reward
  ///     head writes 0.
  func recurrentInference(
    from sources: Span<Int32>, actions: Span<Int32>, to targets: Span<Int32>,
    logits: inout MutableSpan<Float>, values: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Float>)
}
