import GameProtocol
import GoRules
import Testing

@Suite struct GoStatePlayoutsTests {
  @Test(arguments: [2, 5, 9, 19]) func `random games end with eyes unfilled`(size: Int) {
    for seed in 0..<8 as Range<UInt64> {
      var random = CounterRandom(seed: seed, stream: .playout)
      var state = Go(size: size, rules: GoRuleSet(ko: .simple)).initialState(seed: 0)
      let plies = state.playOut(using: &random)
      #expect(plies == state.plyCount)
      #expect(state.isTerminal)
      #expect(plies < 2 * size * size || state.outcome == .lengthLimit)
    }
  }

  @Test func `a player with eyes only passes`() throws {
    // Both sides live with two eyes each and nothing else is empty.
    var state = try Go(size: 5).state(at: ".xo.o/xxooo/.xo.o/xxooo/xxooo x")
    var random = CounterRandom(seed: 1, stream: .playout)
    let before = state.board
    #expect(state.playOut(using: &random) == 2)
    #expect(state.board == before)
  }

  @Test func `superko is kept`() {
    for seed in 0..<50 as Range<UInt64> {
      var random = CounterRandom(seed: seed, stream: .playout)
      var state = Go(size: 3, lengthLimit: 100_000).initialState(seed: 0)
      _ = state.playOut(using: &random)
      #expect(state.outcome == .twoPasses)
    }
  }
}
