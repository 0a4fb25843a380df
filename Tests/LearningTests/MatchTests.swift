import GameProtocol
import Learning
import Planner
import Testing
import TicTacToeRules

@Suite struct MatchTests {
  let game = TicTacToe()
  let random = RandomAgent<TicTacToeState>()

  func match(_ configuration: MatchConfiguration) -> Match<TicTacToe> {
    Match(game: game, configuration: configuration)
  }

  @Test func `the perfect player never loses to the random one`() throws {
    let result = try match(MatchConfiguration(pairs: 100, openingPlies: 0))
      .play(PerfectAgent(game: game), against: random)
    #expect(result.score.losses == 0)
    #expect(result.score.wins > 120)
    #expect(result.movingFirst.games == 100 && result.movingSecond.games == 100)
    #expect(result.pairs.pairs == 100)
    #expect(try #require(result.elo.lower) > 200)
  }

  @Test func `who can win by declaring declares`() throws {
    let agent = RandomAgent<DeclaringState>()
    let result = try Match(
      game: DeclaringGame(), configuration: MatchConfiguration(pairs: 5, openingPlies: 0)
    ).play(agent, against: agent)
    #expect(result.movingSecond.wins == 5 && result.movingFirst.losses == 5)
    #expect(result.meanPlies == 3)
  }

  @Test func `the opponent's view is the mirror of the player's`() throws {
    let configuration = MatchConfiguration(pairs: 30, openingPlies: 2)
    let there = try match(configuration).play(PerfectAgent(game: game), against: LowestAgent())
    let back = try match(configuration).play(LowestAgent(), against: PerfectAgent(game: game))
    #expect(there.score.wins > 30)
    #expect(there.score == back.score.reversed)
    #expect(there.movingFirst == back.movingSecond.reversed)
    #expect(there.pairs.counts == back.pairs.counts.reversed())
    #expect(there.uniqueGames == back.uniqueGames && there.meanPlies == back.meanPlies)
  }

  @Test func `two players who draw no lots repeat one game unless openings differ`() throws {
    let one = PerfectAgent(game: game)
    let other = PerfectAgent(game: game)
    let without = try match(MatchConfiguration(pairs: 20, openingPlies: 0))
      .play(one, against: other)
    #expect(without.uniqueGames == 1)
    #expect(without.score == MatchScore(draws: 40))
    let with = try match(MatchConfiguration(pairs: 20, openingPlies: 2))
      .play(one, against: other)
    #expect(with.uniqueGames > 10)
    // The same player on both sides of the same opening: each pair is even.
    #expect(with.pairs.counts == [0, 0, 20, 0, 0])
  }

  @Test(arguments: [1, 3, 50]) func `pairs at once change nothing`(pairsAtOnce: Int) throws {
    var configuration = MatchConfiguration(
      pairs: 40, openingPlies: 1, seed: 5, pairsAtOnce: 40,
      test: SequentialTest(elo0: 0, elo1: 30))
    let expected = try match(configuration).play(PerfectAgent(game: game), against: random)
    #expect(expected.decision == .h1)
    #expect(expected.pairs.pairs < 40)
    configuration.pairsAtOnce = pairsAtOnce
    let found = try match(configuration).play(PerfectAgent(game: game), against: random)
    #expect(found == expected)
  }

  @Test func `unfair openings are drawn anew`() throws {
    let center = Action(4)
    let fair = Match(
      game: game, configuration: MatchConfiguration(pairs: 20, openingPlies: 1),
      isFair: { !$0.legalActions.contains(center) })
    let result = try fair.play(PerfectAgent(game: game), against: PerfectAgent(game: game))
    #expect(result.uniqueGames == 1)
  }

  @Test func `more simulations are stronger on the ladder`() throws {
    let results = try climbLadder(
      PerfectAgent(game: game), game: game, budgets: [2, 200],
      configuration: MatchConfiguration(pairs: 20, openingPlies: 1))
    #expect(results.map(\.opponent) == ["mcts-2", "mcts-200"])
    #expect(results[0].score.mean > results[1].score.mean)
    #expect(results[1].score.losses == 0 || results[1].score.mean >= 0.5)
  }
}
