import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiStatePlayoutsTests {
  @Test func `a random game is one of legal moves, chosen evenly`() throws {
    for game in 0..<20 {
      var random = CounterRandom(seed: 6, stream: .playout, game: UInt64(game))
      var choices = random
      var state = Shogi().initialState(seed: 0)
      var other = state
      let plies = state.playOut(using: &random)
      var count = 0
      while !other.isTerminal {
        let moves = other.position.legalMoves
        _ = other.apply(other.action(for: moves[choices.below(moves.count)]))
        count += 1
      }
      #expect(state == other && plies == count)
      #expect(state.outcome == other.outcome && state.returnOf(.first) == other.returnOf(.first))
      // Both took the same number of random numbers.
      #expect(random.next() == choices.next())
    }
  }

  @Test func `a finished game is left alone`() throws {
    var state = try Shogi().state(at: "4k4/4G4/4P4/9/9/9/9/9/4K4 w - 1")
    var random = CounterRandom(seed: 6, stream: .playout)
    #expect(state.outcome == .checkmate)
    let plies = state.playOut(using: &random)
    #expect(plies == 0 && state.outcome == .checkmate)
  }

  @Test func `a game in progress keeps its history and its length limit`() throws {
    var state = Shogi().initialState(seed: 0)
    let shuffle = "2h1h 8b9b 1h2h 9b8b "
    try state.play(shuffle + shuffle)
    var lengths: Set<Int> = []
    for seed in 0..<12 {
      var game = state
      var random = CounterRandom(seed: UInt64(seed), stream: .playout)
      let plies = game.playOut(using: &random)
      #expect(game.isTerminal && plies <= 512 - 8)
      lengths.insert(plies)
    }
    #expect(lengths.count > 1)
  }
}
