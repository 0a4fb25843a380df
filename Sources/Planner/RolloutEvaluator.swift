public import GameProtocol

/// Judges a position by random games from it; every action alike.
///
/// The random numbers are a function of the search's key and the node's number alone, so that
/// neither the batch nor other trees change them.
public final class RolloutEvaluator<State: GameState>: Evaluator {
  private let playoutCount: Int
  private var buffer: [Action] = []

  /// Makes an evaluator.
  ///
  /// - Parameter playoutCount: The games per position, at least 1.
  public init(playoutCount: Int = 1) {
    precondition(playoutCount > 0, "a mean needs at least one game")
    self.playoutCount = playoutCount
  }

  /// Gives equal logits, and the mean return of random games to come.
  public func evaluate(
    _ leaves: Span<LeafPosition>, of states: [State], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for index in 0..<logits.count { logits[index] = 0 }
    for leaf in 0..<leaves.count {
      let question = leaves[leaf]
      var random = question.key.random(for: .playout, node: Int(question.node))
      let start = states[Int(question.slot)]
      let mover = start.playerToMove
      let before = start.returnOf(mover)
      var total: Float = 0
      for _ in 0..<playoutCount {
        var state = start
        _ = playOut(&state, using: &random, buffer: &buffer)
        total += state.returnOf(mover) - before
      }
      values[leaf] = total / Float(playoutCount)
    }
  }
}
