import ConnectFourRules
import GameProtocol
import Learning
import Planner
import Synchronization
import Testing
import TicTacToeRules

@Suite struct SelfPlayTests {
  private func records<G: Game>(
    of game: G, algorithm: SearchConfiguration.Algorithm, atOnce: Int, opening: Int = 0,
    games: Range<UInt64> = 0..<9, evaluator: (any Evaluator<G.State>)? = nil
  ) throws -> [GameRecord] {
    var search = SearchConfiguration()
    search.algorithm = algorithm
    search.simulations = 10
    var configuration = SelfPlayConfiguration()
    configuration.gamesAtOnce = atOnce
    configuration.randomOpeningPlies = opening
    configuration.randomOpeningShare = opening > 0 ? 1 : 0
    let selfPlay = SelfPlay(
      game: game, identity: GameIdentity(game.specification), configuration: configuration,
      search: search, seed: 5, generation: 0, weights: .none)
    let model = TrueRules(
      game: game, evaluator: evaluator ?? UniformEvaluator<G.State>(), treeCount: atOnce,
      slotsPerTree: search.simulations + 1)
    var upcoming = games.makeIterator()
    var records: [GameRecord] = []
    try selfPlay.play(
      on: .rules(model), nextGame: { upcoming.next() }, moved: { _ in },
      finished: { records.append($0) })
    return records.sorted { $0.gameID < $1.gameID }
  }

  @Test(arguments: [SearchConfiguration.Algorithm.puct, .gumbel])
  func `a game does not depend on those that are played beside it`(
    _ algorithm: SearchConfiguration.Algorithm
  ) throws {
    let alone = try records(of: TicTacToe(), algorithm: algorithm, atOnce: 1)
    let together = try records(of: TicTacToe(), algorithm: algorithm, atOnce: 4)
    #expect(alone.count == 9)
    #expect(alone == together)
    #expect(Set(alone.map(\.actions)).count > 1)
  }

  @Test func `many games cross a border once a step`() throws {
    let game = BatchedGame()
    let found = try records(
      of: game, algorithm: .puct, atOnce: 4, games: 0..<4,
      evaluator: NetworkEvaluator(network: EvenNetwork(), game: game))
    #expect(
      try found
        == records(
          of: TicTacToe(), algorithm: .puct, atOnce: 1, games: 0..<4,
          evaluator: NetworkEvaluator(network: EvenNetwork(), game: TicTacToe())))
    let steps = game.border.steps.withLock(\.self)
    let observations = game.border.observations.withLock(\.self)
    for crossings in [steps, observations] {
      #expect(crossings.first == 4)
      #expect(crossings.reduce(0, +) > 3 * crossings.count)
    }
  }

  @Test(arguments: [SearchConfiguration.Algorithm.puct, .gumbel])
  func `a record is what the rules say`(_ algorithm: SearchConfiguration.Algorithm) throws {
    for record in try records(of: ConnectFour(), algorithm: algorithm, atOnce: 3, games: 0..<3) {
      #expect(throws: Never.self) { try record.check(against: ConnectFour()) }
      #expect(record.openingPlyCount == 0)
      for ply in 0..<record.plyCount {
        let weights = record.policyWeights[record.policyRange(at: ply)]
        let sum = weights.reduce(0, +)
        // Ten simulations; the last plies may end the game in some, which count all the same.
        #expect(algorithm == .puct ? sum == 10 : abs(sum - 1) < 1e-5)
      }
    }
  }

  @Test func `random openings are played, vary, and are not learnt from`() throws {
    let records = try records(
      of: TicTacToe(), algorithm: .gumbel, atOnce: 4, opening: 7, games: 0..<40)
    let lengths = Set(records.map(\.openingPlyCount))
    #expect(lengths.count > 3)
    #expect(lengths.allSatisfy { (1...7).contains($0) })
    for record in records {
      #expect(throws: Never.self) { try record.check(against: TicTacToe()) }
      #expect(record.openingPlyCount < record.plyCount)
    }
  }

  @Test func `the temperature follows the training step`() {
    var configuration = SelfPlayConfiguration()
    configuration.temperatures = [1, 0.5, 0.25]
    configuration.temperatureSteps = [500, 750]
    let temperatures = [0, 499, 500, 749, 750, 9000].map {
      configuration.search(SearchConfiguration(), at: $0).finalTemperature
    }
    #expect(temperatures == [1, 1, 0.5, 0.5, 0.25, 0.25])
    #expect(configuration.problem == nil)
    configuration.temperatureSteps = [750, 500]
    #expect(configuration.problem?.key == "temperatureSteps")
  }
}

/// Finds every move as good as any other.
private final class EvenNetwork: PolicyValueNetwork {
  let actionCount = TicTacToe().specification.actionCount
  let observationSize = TicTacToe().specification.observationShape.count

  func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for index in 0..<count * actionCount { logits[index] = 0 }
    for index in 0..<count { values[index] = observations[index * observationSize] / 8 }
  }
}
