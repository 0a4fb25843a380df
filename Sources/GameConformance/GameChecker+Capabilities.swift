import GameProtocol

extension GameChecker {
  /// Checks a fast move counter against playing the moves.
  ///
  /// - Parameter state: The state.
  func checkCounting(of state: G.State) {
    guard checks(.perft), let counting = state as? any PerftCounting else { return }
    // Two plies everywhere, one more at the start, where passes and ends are far away.
    for depth in 0...(ply == 0 ? 3 : 2) {
      guard let expected = slowCount(from: state, depth: depth) else { return }
      let found = counting.perft(depth: depth)
      expect(.perft, found == expected, "\(found) sequences of \(depth) plies, not \(expected)")
    }
  }

  /// Counts by playing the moves.
  ///
  /// - Parameters:
  ///   - state: The start.
  ///   - depth: The length in plies.
  /// - Returns: The number of sequences, or `nil` if a game ended by a rule that move generation
  ///   does not know, so that the two counts may differ.
  private func slowCount(from state: G.State, depth: Int) -> UInt64? {
    if let outcome = state.outcome, Self.outcomesBeyondMoves.contains(outcome) { return nil }
    if depth == 0 { return 1 }
    var total: UInt64 = 0
    for action in state.legalActions {
      guard let count = slowCount(from: state.applying(action), depth: depth - 1) else {
        return nil
      }
      total += count
    }
    return total
  }

  /// The ends that counting by move generation ignores.
  private static var outcomesBeyondMoves: [Outcome] {
    [
      .insufficientMaterial, .threefoldRepetition, .fivefoldRepetition, .fiftyMoves,
      .seventyFiveMoves, .sennichite, .perpetualCheck, .lengthLimit,
    ]
  }

  /// Checks fast random play from a state.
  ///
  /// - Parameter state: The state.
  func checkPlayout(from state: G.State) {
    guard checks(.playouts), state is any Playouts else { return }
    var ends: [Snapshot] = []
    for _ in 0..<2 {
      var random = CounterRandom(seed: seed, stream: .playout, ply: UInt64(ply))
      var buffer: [Action] = []
      var played = state
      let plies = playOut(&played, using: &random, buffer: &buffer)
      expect(.playouts, played.isTerminal, "random play stopped before the end")
      expect(
        .playouts, (plies == 0) == state.isTerminal && plies >= 0,
        "\(plies) plies from a state that is \(state.isTerminal ? "" : "not ")finished")
      ends.append(Snapshot(played, specification))
    }
    expect(.playouts, ends[0] == ends[1], "the same random numbers give different games")
  }
}
