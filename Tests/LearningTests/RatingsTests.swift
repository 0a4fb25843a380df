import Learning
import Testing

@Suite struct RatingsTests {
  @Test func `U27: the draw model of chess`() {
    let model = DrawModel()
    let even = model.probabilities(difference: 0)
    #expect(abs(even.win - 0.40822890) < 1e-8)
    #expect(abs(even.draw - 0.27071351) < 1e-8)
    #expect(abs(even.loss - 0.32105759) < 1e-8)
    let ahead = model.probabilities(difference: 100)
    #expect(abs(ahead.win - 0.55091155) < 1e-8)
    #expect(abs(ahead.draw - 0.23902816) < 1e-8)
    #expect(abs(ahead.loss - 0.21006028) < 1e-8)
  }

  /// Scores of very many games, in the shares that a model gives to known ratings.
  func pairings(_ elo: [Double], _ model: DrawModel) -> [Pairing] {
    var pairings: [Pairing] = []
    for first in elo.indices {
      for second in elo.indices where first != second {
        let shares = model.probabilities(difference: elo[first] - elo[second])
        let count = 1e8
        pairings.append(
          Pairing(
            first: first, second: second,
            score: MatchScore(
              wins: Int(shares.win * count), draws: Int(shares.draw * count),
              losses: Int(shares.loss * count))))
      }
    }
    return pairings
  }

  @Test func `ratings are found again from the results they predict`() throws {
    let elo: [Double] = [0, 150, -80, 900, 20]
    for model in [DrawModel(), DrawModel(advantage: 0, drawElo: 0)] {
      let found = try Ratings(playerCount: 5, pairings: pairings(elo, model), model: model)
      for (one, other) in zip(found.elo, elo) { #expect(abs(one - other) < 0.01) }
    }
  }

  @Test func `the anchor is 0 and differences do not depend on it`() throws {
    let pairings = pairings([0, 150, -80], DrawModel())
    let found = try Ratings(playerCount: 3, pairings: pairings, anchor: 2)
    #expect(found.elo[2] == 0)
    #expect(abs(found.elo[1] - 230) < 0.01)
  }

  @Test func `two players with one colour each way have the difference of their score`() throws {
    let model = DrawModel(advantage: 0, drawElo: 0)
    let ratings = try Ratings(
      playerCount: 2,
      pairings: [Pairing(first: 0, second: 1, score: MatchScore(wins: 25, losses: 75))],
      model: model, virtualDraws: 0)
    #expect(abs(ratings.elo[1] - 190.8485) < 1e-3)
  }

  @Test func `a match won altogether has a finite rating by its virtual draws`() throws {
    let ratings = try Ratings(
      playerCount: 2,
      pairings: [Pairing(first: 0, second: 1, score: MatchScore(wins: 10))])
    #expect(ratings.elo[1] < -100 && ratings.elo[1] > -2000)
  }

  @Test func `players without common opponents are refused`() {
    #expect(throws: RatingError.unconnected(player: 2, anchor: 0)) {
      try Ratings(
        playerCount: 3,
        pairings: [Pairing(first: 0, second: 1, score: MatchScore(draws: 1))])
    }
  }
}
