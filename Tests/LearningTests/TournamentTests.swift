import Testing

@testable import Learning

@Suite struct TournamentTests {
  private func match(_ first: MatchScore, _ second: MatchScore) -> MatchResult {
    MatchResult(
      player: "", opponent: "", movingFirst: first, movingSecond: second, pairs: PairScore(),
      uniqueGames: 1, meanPlies: 1)
  }

  @Test func `players are rated by all their games`() throws {
    let tournament = try Tournament(
      players: ["a", "b", "c"],
      entries: [
        .init(
          player: 0, opponent: 1,
          result: match(MatchScore(wins: 30, losses: 10), MatchScore(wins: 30, losses: 10))),
        .init(
          player: 1, opponent: 2,
          result: match(MatchScore(wins: 30, losses: 10), MatchScore(wins: 30, losses: 10))),
      ])
    let (a, b, c) = (tournament.standings[0], tournament.standings[1], tournament.standings[2])
    #expect(a.elo == 0)
    // Three of four points are 191 Elo; virtual draws draw the players a little together.
    #expect((-195 ... -170).contains(b.elo))
    #expect(abs((c.elo - b.elo) - b.elo) < 1)
    #expect(a.score == MatchScore(wins: 60, losses: 20))
    #expect(b.score == MatchScore(wins: 80, losses: 80))
    #expect(b.deviation < a.deviation)
    #expect(abs(a.deviation - c.deviation) < 1)
  }

  @Test func `the view of the match does not count`() throws {
    let one = try Tournament(
      players: ["a", "b"],
      entries: [
        .init(
          player: 0, opponent: 1, result: match(MatchScore(wins: 9, draws: 1), MatchScore(wins: 5)))
      ])
    let other = try Tournament(
      players: ["a", "b"],
      entries: [
        .init(
          player: 1, opponent: 0,
          result: match(MatchScore(losses: 5), MatchScore(draws: 1, losses: 9)))
      ])
    for (left, right) in zip(one.standings, other.standings) {
      #expect(left.player == right.player && left.score == right.score)
      #expect(abs(left.elo - right.elo) < 1e-9)
      #expect(abs(left.deviation - right.deviation) < 1e-9)
    }
  }

  @Test func `the draw model is found again from the shares that it gives`() {
    let model = DrawModel()
    let shares = model.probabilities(difference: 0)
    let score = MatchScore(
      wins: Int(shares.win * 1e8), draws: Int(shares.draw * 1e8), losses: Int(shares.loss * 1e8))
    let found = DrawModel(fitting: [Pairing(first: 0, second: 1, score: score)])
    #expect(abs(found.advantage - model.advantage) < 1e-3)
    #expect(abs(found.drawElo - model.drawElo) < 1e-3)
  }
}
