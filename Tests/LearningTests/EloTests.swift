import Learning
import Testing

@Suite struct EloTests {
  @Test(
    arguments: zip(
      [0.0, 10, 50, 100, 200, 400, 800],
      [0.5, 0.514387, 0.571463, 0.640065, 0.759747, 0.909091, 0.990099]))
  func `expected scores`(difference: Double, expected: Double) {
    #expect(abs(Elo.expectedScore(difference: difference) - expected) < 1e-6)
    #expect(abs(Elo.expectedScore(difference: -difference) - (1 - expected)) < 1e-6)
  }

  @Test(
    arguments: zip(
      [0.51, 0.55, 0.60, 0.75, 0.90, 0.99],
      [6.9496, 34.8601, 70.4365, 190.8485, 381.6970, 798.2541]))
  func `differences`(score: Double, expected: Double) throws {
    let found = try #require(Elo.difference(expectedScore: score))
    #expect(abs(found - expected) < 1e-4)
  }

  @Test func `U26: a match of 120 games`() throws {
    let score = MatchScore(wins: 60, draws: 20, losses: 40)
    #expect(abs(score.mean - 0.58333333) < 1e-8)
    #expect(abs(score.variance - 0.20138889) < 1e-8)
    #expect(abs(score.standardError - 0.04096634) < 1e-8)
    #expect(abs(score.likelihoodOfSuperiority - 0.97724987) < 1e-8)
    let elo = EloEstimate(score)
    #expect(abs(try #require(elo.difference) - 58.45) < 0.005)
    #expect(abs(try #require(elo.lower) - 2.11) < 0.005)
    #expect(abs(try #require(elo.upper) - 118.04) < 0.005)
  }

  @Test func `a match won altogether has a lower bound and no difference`() throws {
    let won = EloEstimate(MatchScore(wins: 20))
    #expect(won.difference == nil)
    #expect(try #require(won.lower) > 0)
    let lost = EloEstimate(MatchScore(losses: 20))
    #expect(lost.difference == nil)
    #expect(try #require(lost.upper) < 0)
    let none = EloEstimate(MatchScore())
    #expect(none.lower == nil && none.upper == nil)
  }

  @Test func `both players see the same match`() {
    let score = MatchScore(wins: 3, draws: 4, losses: 9)
    #expect(score.reversed.mean == 1 - score.mean)
    #expect(abs(score.reversed.variance - score.variance) < 1e-12)
    #expect((score + score).games == 32)
  }
}
