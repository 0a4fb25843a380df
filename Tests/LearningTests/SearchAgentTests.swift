import GameProtocol
import Learning
import Planner
import Testing
import TicTacToeRules

@Suite struct SearchAgentTests {
  let game = TicTacToe()

  func agent(
    simulations: Int, algorithm: SearchConfiguration.Algorithm = .puct, treeCount: Int,
    choice: SearchAgent<TicTacToeState>.Choice = .best
  ) -> SearchAgent<TicTacToeState> {
    var configuration = SearchConfiguration().withoutExploration
    configuration.algorithm = algorithm
    configuration.simulations = simulations
    return SearchAgent(
      name: "rollouts", game: game, evaluator: RolloutEvaluator<TicTacToeState>(playoutCount: 4),
      configuration: configuration, treeCount: treeCount, choice: choice)
  }

  @Test func `search finds the win in one and the only defence, for either player`() throws {
    let positions = try ["xx./oo./... x", "xx./oo./..x o", "xx./.o./... o"].map(game.state(at:))
    for algorithm in SearchConfiguration.Algorithm.allCases {
      let agent = agent(simulations: 100, algorithm: algorithm, treeCount: 3)
      let keys = positions.indices.map { SearchKey(game: UInt64($0)) }
      #expect(
        try agent.actions(for: positions, keys: keys) == [Action(2), Action(5), Action(2)],
        "\(algorithm)")
    }
  }

  @Test func `how many positions are searched in lockstep changes nothing`() throws {
    let positions = Array(game.reachableStates().filter { !$0.isTerminal }.prefix(60))
    let keys = positions.indices.map { SearchKey(game: UInt64($0)) }
    let alone = try agent(simulations: 20, treeCount: 1).actions(for: positions, keys: keys)
    for treeCount in [7, 60, 64] {
      let together = try agent(simulations: 20, treeCount: treeCount)
        .actions(for: positions, keys: keys)
      #expect(together == alone)
    }
  }

  @Test func `the network alone plays its highest legal prior, ties to the lower index`() throws {
    let position = try game.state(at: "x.o/.../... x")
    let even = agent(simulations: 1, treeCount: 1, choice: .prior)
    #expect(try even.actions(for: [position], keys: [SearchKey()]) == [Action(1)])
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 1
    let leaning = SearchAgent(
      name: "leaning", game: game, evaluator: LeaningEvaluator(), configuration: configuration,
      treeCount: 1, choice: .prior)
    #expect(try leaning.actions(for: [position], keys: [SearchKey()]) == [Action(7)])
  }

  @Test func `a recorded search is what training will see`() throws {
    var configuration = SearchConfiguration()
    configuration.simulations = 24
    for algorithm in SearchConfiguration.Algorithm.allCases {
      configuration.algorithm = algorithm
      let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
      let model = TrueRules(
        game: game, evaluator: LeaningEvaluator(), treeCount: 1,
        slotsPerTree: search.slotsPerTree)
      var record = GameRecord(
        game: GameIdentity(game.specification), seed: 4, gameID: 0, generation: 0, model: .none,
        search: .init(simulationCount: 24, hasRootNoise: true, hasTemperature: true),
        policyKind: algorithm == .puct ? .visitCounts : .improvedPolicy)
      var state = game.initialState(seed: record.startSeed)
      var policies: [[Float]] = []
      while !state.isTerminal {
        model.setRoot(state, tree: 0)
        try search.run(on: model, keys: [SearchKey(seed: 4, ply: UInt64(policies.count))])
        let result = search.result(of: 0)
        policies.append(result.policy)
        let mover = state.playerToMove
        let step = state.apply(result.action)
        record.append(result.action, by: mover, reward: step.reward, search: result)
      }
      record.finish(
        .terminated, outcome: state.outcome ?? .terminal, next: state.playerToMove,
        returns: [state.returnOf(.first), state.returnOf(.second)])
      try record.check(against: game)
      #expect(try GameRecord(decoding: record.encoded()[...]) == record)
      var targets = Targets(
        game: game,
        configuration: TargetConfiguration(
          unrollSteps: 0, returns: ReturnRule(discount: 1), absorbingValue: .outcome))
      var batch = targets.makeBatch(sampleCount: 1)
      for ply in policies.indices {
        var random = CounterRandom(seed: 0, stream: .batch)
        targets.fill(&batch, row: 0, with: record, at: ply, weight: 1, using: &random)
        for action in 0..<9 {
          #expect(abs(batch.policies[action] - policies[ply][action]) < 1e-6, "\(algorithm)")
        }
      }
    }
  }
}

/// Prefers cell 7, then 6, and values nothing.
private final class LeaningEvaluator: Evaluator {
  func evaluate(
    _ leaves: Span<LeafPosition>, of states: [TicTacToeState], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for leaf in 0..<leaves.count {
      for action in 0..<9 { logits[leaf * 9 + action] = action == 7 ? 2 : action == 6 ? 1 : 0 }
      values[leaf] = 0
    }
  }
}
