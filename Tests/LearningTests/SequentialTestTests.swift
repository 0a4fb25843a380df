import Learning
import Testing

@Suite struct SequentialTestTests {
  let score = MatchScore(wins: 60, draws: 20, losses: 40)

  @Test func `U29: the match of U26`() {
    let wide = SequentialTest(elo0: 0, elo1: 50)
    #expect(abs(wide.ratio(of: score) - 2.02699) < 1e-5)
    #expect(wide.decision(at: wide.ratio(of: score)) == .continue)
    let narrow = SequentialTest(elo0: 0, elo1: 10)
    #expect(abs(narrow.ratio(of: score) - 0.65273) < 1e-5)
  }

  @Test func `the bounds of five per cent`() {
    let test = SequentialTest(elo0: 0, elo1: 5)
    #expect(abs(test.upperBound - 2.94444) < 1e-5)
    #expect(abs(test.lowerBound + 2.94444) < 1e-5)
    #expect(test.decision(at: 2.95) == .h1)
    #expect(test.decision(at: -2.95) == .h0)
    #expect(test.decision(at: 0) == .continue)
  }

  @Test func `independent games tell as much in pairs as alone`() {
    // Half wins, half losses, independent: a quarter, nothing, a half, nothing, a quarter. A pair
    // has half the variance of a game, and there are half as many.
    let test = SequentialTest(elo0: 0, elo1: 20)
    let games = test.ratio(of: MatchScore(wins: 200, losses: 200))
    let pairs = test.ratio(of: PairScore(counts: [50, 0, 100, 0, 50]))
    #expect(abs(games - pairs) < 1e-9)
    #expect(games < 0)
  }

  @Test func `openings that decide their games tell nothing alone and much in pairs`() {
    // Every opening is won by the same colour, but in a tenth of the pairs one game is drawn.
    let test = SequentialTest(elo0: 0, elo1: 20)
    let games = test.ratio(of: MatchScore(wins: 100, draws: 10, losses: 90))
    let pairs = test.ratio(of: PairScore(counts: [0, 0, 90, 10, 0]))
    #expect(pairs > 5 * abs(games))
  }

  @Test func `without variance nothing is decided unless it is smoothed`() {
    let test = SequentialTest(elo0: 0, elo1: 20)
    #expect(test.ratio(of: MatchScore()) == 0)
    #expect(test.ratio(of: MatchScore(wins: 3)) == 0)
    let smoothed = test.ratio(of: MatchScore(wins: 3), smoothing: 0.5)
    #expect(smoothed > 0 && smoothed < test.upperBound)
  }
}
