import ChessRules
import GameProtocol
import Testing

/// What `ReversibleMoves` finds, seen through the states that keep them.
@Suite struct ReversibleMovesTests {
  @Test func `repetitions are those found by comparing all positions of a game`() {
    for variant in [Chess.Variant.orthodox, .chess960] {
      var seen: [Position] = []
      var repeated = 0
      playRandomGames(60, seed: 8, variant, draws: .automatic) { state, _ in
        // A game begins where no ply has been played.
        if state.position.fullmoves == 1, state.position.turn == .white { seen = [] }
        let occurrences = seen.count { $0 == state.position }
        seen.append(state.position)
        var planes = [Float](repeating: 0, count: 119 * 64)
        var span = planes.mutableSpan
        state.observe(as: .first, into: &span)
        #expect((planes[12 * 64] == 1) == (occurrences >= 1), "\(state.positionText)")
        #expect((planes[13 * 64] == 1) == (occurrences >= 2), "\(state.positionText)")
        if occurrences > 0 { repeated += 1 }
      }
      #expect(repeated > 20)
    }
  }

  @Test func `a capture en passant once possible makes the first occurrence another position`()
    throws
  {
    func play(_ fen: String) throws -> ChessState {
      var state = try Chess().state(at: fen)
      for _ in 0..<2 {
        for move in ["e8e7", "e1e2", "e7e8", "e2e1"] {
          _ = state.apply(try state.action(for: move))
        }
      }
      return state
    }
    #expect(try play("4k3/8/8/8/1pP4R/8/8/4K3 b - c3 0 1").outcome == nil)
    #expect(try play("4k3/8/8/8/1pP4R/8/8/4K3 b - - 0 1").outcome == .threefoldRepetition)
  }

  @Test func `a lost castling right makes a new position, the loss of it none`() throws {
    var state = try Chess().state(at: "r3k2r/8/8/8/8/8/7P/R3K2R w KQkq - 0 1")
    let round = ["h1g1", "h8g8", "g1h1", "g8h8"]
    var ends: [Outcome?] = []
    for move in round + round + round {
      _ = state.apply(try state.action(for: move))
      ends.append(state.outcome)
      if state.isTerminal { break }
    }
    // Rg1 and Rg8 give rights up: the position after them occurs at plies 2, 6 and 10.
    #expect(ends.count == 10)
    #expect(ends.last == .threefoldRepetition)
  }
}
