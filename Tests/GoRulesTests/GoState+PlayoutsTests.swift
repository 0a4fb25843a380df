import Foundation
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

  @Test func `superko and suicide do not stop random games`() {
    for ko in GoRuleSet.Ko.allCases {
      for seed in 0..<20 as Range<UInt64> {
        var random = CounterRandom(seed: seed, stream: .playout)
        let game = Go(size: 4, rules: GoRuleSet(ko: ko, allowsSuicide: seed % 2 == 0))
        var state = game.initialState(seed: 0)
        _ = state.playOut(using: &random)
        #expect(state.isTerminal)
        #expect(state.score == (try? game.state(at: state.positionText).score) ?? state.score)
      }
    }
  }

  /// Measures copies and random games; the figures of the documentation come from `tesuji bench`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["GO_SPEED"] != nil), arguments: [9, 19])
  func `speed`(size: Int) {
    let clock = ContinuousClock()
    let start = Go(size: size, rules: GoRuleSet(ko: .simple)).initialState(seed: 0)
    var plies = 0
    let games = size == 9 ? 20000 : 4000
    let time = clock.measure {
      for game in 0..<games {
        var random = CounterRandom(seed: 1, stream: .playout, game: UInt64(game))
        var state = start
        plies += state.playOut(using: &random)
      }
    }
    var copies = 0
    let copying = clock.measure {
      for index in 0..<200_000 {
        var state = start
        _ = state.apply(Action(index % (size * size)))
        copies += state.plyCount
      }
    }
    print(
      "\(size): \(games) games, \(plies) plies in \(time); \(copies) copies and plies in \(copying)"
    )
  }
}
