/// A network of AlphaZero: from an observation to a policy and a value.
///
/// - Invariant: The result for one observation depends on nothing else in the batch, bit for bit.
public protocol PolicyValueNetwork: AnyObject {
  /// The number of actions, `A`.
  var actionCount: Int { get }
  /// The numbers of one observation, `O`.
  var observationSize: Int { get }

  /// Judges observations.
  ///
  /// - Parameters:
  ///   - observations: `[count, O]`, each in the view of its player to move.
  ///   - count: How many there are.
  ///   - logits: Receives policy logits, `[count, A]`.
  ///   - values: Receives values for the player to move, `[count]`, decoded to units of reward.
  func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>)
}
