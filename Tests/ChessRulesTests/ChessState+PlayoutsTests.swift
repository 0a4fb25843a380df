import ChessRules
import GameProtocol
import Testing

@Suite struct ChessStatePlayoutsTests {
  @Test func `random games end as they do move by move`() throws {
    var outcomes: Set<String> = []
    for game in 0..<200 {
      let start = Chess(.chess960, draws: game % 2 == 0 ? .claim : .automatic, start: nil)
        .initialState(seed: UInt64(game))
      var random = CounterRandom(seed: 9, stream: .playout, game: UInt64(game))
      var state = start
      let plies = state.playOut(using: &random)
      #expect(plies > 0 && plies <= 512)
      let outcome = try #require(state.outcome)
      outcomes.insert(outcome.rawValue)
      // Read as a start of its own, the last position is over for the same reason, if the board shows it.
      if [.checkmate, .stalemate, .insufficientMaterial].contains(outcome) {
        let fresh = try Chess(.chess960, draws: .automatic).state(at: state.positionText)
        #expect(fresh.outcome == outcome)
      }
      #expect((outcome == .checkmate) == (state.returnOf(.first) != 0))
    }
    #expect(outcomes.count >= 5, "\(outcomes)")
  }

  @Test func `a finished game is not played on`() throws {
    var state = try Chess().state(at: "7k/6Q1/6K1/8/8/8/8/8 b - - 0 1")
    var random = CounterRandom(seed: 0, stream: .playout)
    #expect(state.playOut(using: &random) == 0)
  }
}
