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

  private func planes(_ state: GoState) -> [Float] {
    var planes = [Float](repeating: -1, count: 17 * state.board.size * state.board.size)
    var span = planes.mutableSpan
    state.observe(as: .first, into: &span)
    return planes
  }

  /// The same random numbers under longer and longer limits give one game ply by ply.
  @Test(arguments: GoRuleSet.Ko.allCases, [true, false])
  func `random games follow the rules`(ko: GoRuleSet.Ko, suicide: Bool) throws {
    let rules = GoRuleSet(ko: ko, allowsSuicide: suicide)
    for (size, seeds) in [(2, 12), (3, 8), (5, 3)] {
      for seed in 0..<UInt64(seeds) {
        var state = Go(size: size, rules: rules).initialState(seed: 0)
        for limit in 1...2 * size * size {
          var random = CounterRandom(seed: seed, stream: .playout)
          var played = Go(size: size, rules: rules, lengthLimit: limit).initialState(seed: 0)
          #expect(played.playOut(using: &random) == limit)
          state = try #require(
            state.legalActions.lazy.map { state.applying($0) }.first {
              $0.positionText == played.positionText && planes($0) == planes(played)
            }, "\(size) \(seed) \(limit)")
          if state.passCount == 2 { break }
        }
      }
    }
  }

  @Test func `all points are equally likely`() {
    let start = Go(size: 3, lengthLimit: 1).initialState(seed: 0)
    var counts = [Int](repeating: 0, count: 9)
    for seed in 0..<9000 as Range<UInt64> {
      var random = CounterRandom(seed: seed, stream: .playout)
      var state = start
      _ = state.playOut(using: &random)
      for cell in 0..<9 where state.board[cell] != nil { counts[cell] += 1 }
    }
    // Five standard deviations.
    #expect(counts.allSatisfy { abs($0 - 1000) < 150 }, "\(counts)")
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
