import ArcadeRules
import GameProtocol
import Learning
import Network
import Planner
import Testing
import TicTacToeRules

@testable import Runs

@Suite struct StrengthMeasureTests {
  @Test func `a game of two without known values has no measure`() {
    #expect(StrengthMeasure(of: TicTacToe(), configuration: .init()) != nil)
    #expect(StrengthMeasure(of: Unknown(), configuration: .init()) == nil)
  }

  @Test func `the parts of a suite are all of it`() {
    let suite = TruthSuite(of: TicTacToe())
    let parts = (0..<3).map { suite.part($0, of: 3) }
    for set in suite.sets.indices {
      let counts = parts.map { $0.sets[set].positions.count }
      #expect(counts.reduce(0, +) == suite.sets[set].positions.count)
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      #expect(parts[1].sets[set].positions.first == suite.sets[set].positions[1])
      #expect(parts[1].sets[set].scores.first == suite.sets[set].scores[1])
    }
  }

  @Test(.enabled(if: InferencePlanLibrary.isAvailable), arguments: [0, 4])
  func `the number of threads changes no count`(_ simulations: Int) throws {
    var section = RunConfiguration.EvaluationSection()
    section.positionsPerSet = 100
    let measure = try #require(StrengthMeasure(of: TicTacToe(), configuration: section))
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = 8
    configuration.normalization = .none
    configuration.valueWidth = 0
    let blueprint = try Blueprint(configuration: configuration, game: TicTacToe(), mode: .muzero)
    let network = try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
    func count(_ workers: Int, isQuick: Bool = true) throws -> [SetResult] {
      try measure(
        .init(
          network: network, search: SearchConfiguration(), simulations: simulations,
          isQuick: isQuick, options: RunOptions(workers: workers)), whileWaiting: {}
      ).sets
    }
    let one = try count(1)
    #expect(try count(3) == one)
    #expect(one.reduce(0) { $0 + $1.mistakes } > 0)
    #expect(one.allSatisfy { $0.positions <= 100 })
    if simulations == 0 {
      #expect(try count(2, isQuick: false).reduce(0) { $0 + $1.positions } == 4520)
    }
  }

  @Test(.enabled(if: InferencePlanLibrary.isAvailable))
  func `in a game of one returns are measured, the same with any number of threads`() throws {
    let game = GridWorld()
    var section = RunConfiguration.EvaluationSection()
    section.episodes = 7
    section.quickEpisodes = 3
    let measure = try #require(StrengthMeasure(of: game, configuration: section))
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = 8
    configuration.normalization = .none
    configuration.valueWidth = 0
    let blueprint = try Blueprint(configuration: configuration, game: game, mode: .alphazero)
    let network = try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
    func returns(_ workers: Int, isQuick: Bool) throws -> EpisodeResult? {
      try measure(
        .init(
          network: network, search: SearchConfiguration(), simulations: 4, isQuick: isQuick,
          options: RunOptions(workers: workers)), whileWaiting: {}
      ).returns
    }
    let one = try #require(try returns(1, isQuick: false))
    #expect(try returns(3, isQuick: false) == one)
    #expect(one.episodes == 7)
    #expect(try returns(2, isQuick: true)?.episodes == 3)
  }

  @Test(.enabled(if: InferencePlanLibrary.isAvailable))
  func `it stops when it is asked to`() throws {
    var section = RunConfiguration.EvaluationSection()
    section.positionsPerSet = 100
    let measure = try #require(StrengthMeasure(of: TicTacToe(), configuration: section))
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.normalization = .none
    let blueprint = try Blueprint(
      configuration: configuration, game: TicTacToe(), mode: .alphazero)
    let network = try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
    #expect(throws: RunInterrupted.self) {
      _ = try measure(
        .init(
          network: network, search: SearchConfiguration(), simulations: 1, isQuick: true,
          options: RunOptions(workers: 2, shouldStop: { true })), whileWaiting: {})
    }
  }
}

/// Tic-tac-toe without its solver.
private struct Unknown: Game {
  private let game = TicTacToe()
  var specification: GameSpecification { game.specification }
  func initialState(seed: UInt64) -> TicTacToeState { game.initialState(seed: seed) }
  func state(at positionText: String) throws(NotationError) -> TicTacToeState {
    try game.state(at: positionText)
  }
}
