import GameProtocol
import Testing

@testable import Planner

@Suite struct TrueRulesTests {
  static func configuration(
    _ algorithm: SearchConfiguration.Algorithm, simulations: Int
  ) -> SearchConfiguration {
    var configuration = SearchConfiguration().withoutExploration
    configuration.algorithm = algorithm
    configuration.simulations = simulations
    return configuration
  }

  private func search(
    _ state: TinyGame.State, by evaluator: any Evaluator<TinyGame.State>,
    _ configuration: SearchConfiguration, game: TinyGame = TinyGame()
  ) throws -> Search {
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
    let model = TrueRules(
      game: game, evaluator: evaluator, treeCount: 1, slotsPerTree: search.slotsPerTree)
    model.setRoot(state, tree: 0)
    try search.run(on: model, keys: [SearchKey()])
    return search
  }

  /// Failure F1: each player, a win in one.
  @Test(
    arguments: [([0, 3, 1, 4], 2), ([0, 3, 1, 4, 8], 5)], SearchConfiguration.Algorithm.allCases)
  func `a win in one gets the most visits with an evaluator that knows nothing`(
    position: ([Int], Int), algorithm: SearchConfiguration.Algorithm
  ) throws {
    let search = try search(
      TinyGame().state(after: position.0), by: UniformEvaluator(),
      Self.configuration(algorithm, simulations: 50))
    let result = search.result(of: 0)
    #expect(result.bestAction == Action(position.1))
    #expect(result.edges.first { $0.action == Action(position.1) }?.value == 1)
    #expect(result.value > 0.3)
  }

  @Test(arguments: SearchConfiguration.Algorithm.allCases)
  func `swapping the colours changes nothing in the mover's view`(
    algorithm: SearchConfiguration.Algorithm
  ) throws {
    let game = TinyGame()
    var first = game.state(after: [0, 4, 8])
    // The same stones with the owners exchanged and the other player to move.
    var second = first
    second.cells = first.cells.map { $0 == 0 ? 0 : 3 - $0 }
    second.playerToMove = first.playerToMove.opponent
    first.stepLimit = 99
    let configuration = Self.configuration(algorithm, simulations: 60)
    let one = try search(first, by: UniformEvaluator(value: 0.1), configuration).result(of: 0)
    let two = try search(second, by: UniformEvaluator(value: 0.1), configuration).result(of: 0)
    #expect(one == two)
  }

  @Test func `a finished game is never judged, and visits to it count as simulations`() throws {
    let evaluator = OpinionEvaluator()
    let search = try search(
      TinyGame().state(after: [0, 3, 1, 4]), by: evaluator,
      Self.configuration(.puct, simulations: 200))
    #expect(evaluator.askedAboutFinished == 0)
    let tree = search.trees[0]
    #expect(tree.nodes[0].visits == 201)
    let nodes = (0..<Int(tree.nodeCount.pointee)).map { tree.nodes[$0] }
    let finished = nodes.filter { $0.candidateCount == 0 }
    #expect(finished.contains { $0.visits > 1 })
    #expect(finished.allSatisfy { $0.discount == 0 && $0.firstChild == SearchTree.none })
    #expect(evaluator.questions == nodes.count - finished.count)
  }

  @Test func `a truncated end is judged once and backed up with its value`() throws {
    let evaluator = OpinionEvaluator()
    var root = TinyGame().state(after: [0])
    root.stepLimit = 2
    let search = try search(root, by: evaluator, Self.configuration(.puct, simulations: 40))
    let tree = search.trees[0]
    for index in 1..<Int(tree.nodeCount.pointee) {
      let node = tree.nodes[index]
      #expect(node.candidateCount == 0 && node.discount == -1)
      let expected = opinion(of: root.applying(Action(Int(node.action)))) { _, _ in }
      #expect(node.rawValue == expected)
      #expect(abs(node.actionValue + Double(expected)) < 1e-9)
    }
    #expect(evaluator.questions == Int(tree.nodeCount.pointee))
  }

  @Test(arguments: SearchConfiguration.Algorithm.allCases)
  func `priors sum to one over the legal actions at every node`(
    algorithm: SearchConfiguration.Algorithm
  ) throws {
    var configuration = Self.configuration(algorithm, simulations: 120)
    configuration.rootNoiseFraction = 0.25
    let search = try search(
      TinyGame().state(after: [4]), by: OpinionEvaluator(), configuration)
    let tree = search.trees[0]
    for index in 0..<tree.nodeCount.pointee where tree.nodes[Int(index)].total > 0 {
      let node = tree.nodes[Int(index)]
      let row = tree.row(of: index)
      var sum = 0.0
      for candidate in 0..<Int(node.candidateCount) {
        sum += Double(Exponential.exp(row[candidate] - node.maximum)) / node.total
      }
      #expect(abs(sum - 1) < 1e-6)
    }
    let result = search.result(of: 0)
    #expect(abs(result.prior.reduce(0, +) - 1) < 1e-6)
    #expect(abs(result.policy.reduce(0, +) - 1) < 1e-6)
    #expect(result.prior[4] == 0 && result.policy[4] == 0)
    if algorithm == .puct {
      let sum = (0..<8).map { Double(tree.rootKeys[$0]) }.reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test func `no illegal action is searched or played whatever the noise`() throws {
    // Failure F10, one legal action and noise 1 included.
    for (seed, actions) in [[4], [0, 1, 2, 3, 4, 5, 7, 6], [4, 0, 8]].enumerated() {
      for algorithm in SearchConfiguration.Algorithm.allCases {
        var configuration = Self.configuration(algorithm, simulations: 30)
        configuration.rootNoiseFraction = 1
        configuration.rootNoiseAlpha = 0.03
        configuration.gumbelScale = 1
        configuration.temperature = 1
        configuration.temperaturePlies = 99
        let state = TinyGame().state(after: actions)
        if state.outcome != nil { continue }
        let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
        let model = TrueRules(
          game: TinyGame(), evaluator: OpinionEvaluator(), treeCount: 1,
          slotsPerTree: search.slotsPerTree)
        for game in 0..<20 as Range<UInt64> {
          model.setRoot(state, tree: 0)
          try search.run(on: model, keys: [SearchKey(seed: UInt64(seed), game: game)])
          let result = search.result(of: 0)
          let legal = Set(state.legalActions)
          #expect(legal.contains(result.action) && legal.contains(result.bestAction))
          #expect(result.edges.allSatisfy { legal.contains($0.action) })
        }
      }
    }
  }

  @Test func `a finished root is refused with its place`() {
    #expect(throws: SearchError.finishedRoot(tree: 0)) {
      try search(
        TinyGame().state(after: [0, 3, 1, 4, 2]), by: UniformEvaluator(),
        Self.configuration(.puct, simulations: 4))
    }
  }

  @Test func `copies of a stochastic game are reseeded at every edge`() throws {
    let evaluator = OpinionEvaluator()
    _ = try search(
      TinyGame().state(after: []), by: evaluator, Self.configuration(.puct, simulations: 30),
      game: TinyGame(isStochastic: true))
    // Every position but the root has a chance of its own.
    #expect(evaluator.chances.count == 31)
  }

  @Test func `roll-outs give the same values alone and in a batch`() throws {
    let configuration = Self.configuration(.puct, simulations: 24)
    let starts = [[], [0], [4, 1], [8, 0, 2]].map { TinyGame().state(after: $0) }
    let batch = Search(configuration: configuration, treeCount: 4, actionCount: 9)
    let model = TrueRules(
      game: TinyGame(), evaluator: RolloutEvaluator(playoutCount: 3), treeCount: 4,
      slotsPerTree: batch.slotsPerTree)
    for (tree, state) in starts.enumerated() { model.setRoot(state, tree: tree) }
    let keys = (0..<4).map { SearchKey(seed: 5, game: UInt64($0)) }
    try batch.run(on: model, keys: keys)
    for (tree, state) in starts.enumerated() {
      let single = Search(configuration: configuration, treeCount: 1, actionCount: 9)
      let alone = TrueRules(
        game: TinyGame(), evaluator: RolloutEvaluator(playoutCount: 3), treeCount: 1,
        slotsPerTree: single.slotsPerTree)
      alone.setRoot(state, tree: 0)
      try single.run(on: alone, keys: [keys[tree]])
      #expect(single.result(of: 0) == batch.result(of: tree))
    }
  }
}
