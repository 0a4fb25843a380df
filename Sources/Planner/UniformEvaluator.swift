public import GameProtocol

/// Knows nothing: every action alike, every value the same.
public final class UniformEvaluator<State: GameState>: Evaluator {
  private let value: Float

  /// Makes an evaluator.
  ///
  /// - Parameter value: The value of every position for its player to move, in units of reward.
  public init(value: Float = 0) {
    self.value = value
  }

  /// Gives equal logits and the same value to all positions.
  public func evaluate(
    _ leaves: Span<LeafPosition>, of states: [State], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for index in 0..<logits.count { logits[index] = 0 }
    for index in 0..<values.count { values[index] = value }
  }
}
