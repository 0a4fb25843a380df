import Testing

@testable import Planner

/// The numbered trees U2 and U3 of the algorithm reference, made by hand.
@Suite struct WorkedTreesTests {
  /// U2: two players, no rewards; the states are root, a, b, aa, ba, aaa and anything else.
  static func twoPlayers(discount: Float = -1) -> TabularModel {
    TabularModel(
      actions: 2, states: 7,
      logits: [
        logits(0.6, 0.4), logits(0.7, 0.3), logits(0.5, 0.5), logits(0.5, 0.5), logits(0.5, 0.5),
        logits(0.5, 0.5), logits(0.5, 0.5),
      ],
      value: [0.1, 0.2, -0.4, 0.5, 0.3, 0, 0],
      next: [[1, 2], [3, 6], [4, 6], [5, 6], [6, 6], [6, 6], [6, 6]],
      reward: Array(repeating: [0, 0], count: 7),
      discount: Array(repeating: [discount, discount], count: 7))
  }

  /// U3: one player, rewards, γ = 0.9; the states are root, a, b, aa, ab, aba and anything else.
  static let onePlayer = TabularModel(
    actions: 2, states: 7,
    logits: [logits(0.6, 0.4)] + Array(repeating: logits(0.5, 0.5), count: 6),
    value: [1, 2, 4, 1, 3, 1, 1],
    next: [[1, 2], [3, 4], [6, 6], [6, 6], [5, 6], [6, 6], [6, 6]],
    reward: [[1, 0], [0, 0.5], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0]],
    discount: Array(repeating: [0.9, 0.9], count: 7))

  static func onePlayerConfiguration(
    simulations: Int, bounds: SearchConfiguration.ValueBounds
  ) -> SearchConfiguration {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = simulations
    configuration.valueBounds = bounds
    return configuration
  }

  private func expect(
    _ answer: TabularSearch.Answer, _ expected: [(Int, Int, Int, Double)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.nodes.count == expected.count, sourceLocation: sourceLocation)
    for (node, expected) in zip(answer.nodes, expected) {
      #expect(
        (node.parent, node.action, node.visits) == (expected.0, expected.1, expected.2),
        sourceLocation: sourceLocation)
      #expect(abs(node.value - expected.3) < 1e-6, sourceLocation: sourceLocation)
    }
  }

  @Test func `the two-player tree is the one worked out by hand`() throws {
    let answer = try TabularSearch(
      model: Self.twoPlayers(), algorithm: .puct, simulations: 5
    ).answer()
    expect(
      answer,
      [
        (-1, -1, 6, 0.18333333), (0, 0, 3, -0.1), (1, 0, 2, 0.25), (2, 0, 1, 0), (0, 1, 2, -0.35),
        (4, 0, 1, 0.3),
      ])
    #expect(answer.rootVisits == [3, 2])
    #expect(abs(answer.policy[0] - 0.6) < 1e-6)
    #expect(answer.action == 0)
  }

  @Test(arguments: [
    (1, [(0.4, 0.530395)], 0.707193), (2, [(0.575, 0.433083)], 0.866166),
    (3, [(0.55, 0.375076)], 1.000204),
  ])
  func `the two-player scores before each simulation are those of the table`(
    simulations: Int, first: [(Double, Double)], second: Double
  ) throws {
    let search = try run(Self.twoPlayers(), WorkedTreesTests.knownBounds(simulations))
    let scores = rootScores(of: search)
    #expect(abs(scores.0 - (first[0].0 + first[0].1)) < 2e-6)
    #expect(abs(scores.1 - second) < 2e-6)
  }

  @Test func `a parent that forgets the sign would score the first action higher`() throws {
    let right = try run(Self.twoPlayers(), Self.knownBounds(1))
    let wrong = try run(Self.twoPlayers(discount: 1), Self.knownBounds(1))
    #expect(abs(rootScores(of: right).0 - (0.4 + 0.530395)) < 1e-6)
    #expect(abs(rootScores(of: wrong).0 - (0.6 + 0.530395)) < 1e-6)
  }

  @Test func `the one-player tree with tree bounds is the one worked out by hand`() throws {
    let values = [1.9, 1.87, 2.3725, 2.3338, 2.544833]
    for simulations in 1...5 {
      let configuration = Self.onePlayerConfiguration(simulations: simulations, bounds: .treeRaw)
      let answer = try TabularSearch(model: Self.onePlayer, configuration: configuration).answer()
      #expect(abs(answer.nodes[0].value - values[simulations - 1]) < 1e-6)
    }
    let configuration = Self.onePlayerConfiguration(simulations: 5, bounds: .treeRaw)
    let answer = try TabularSearch(model: Self.onePlayer, configuration: configuration).answer()
    expect(
      answer,
      [
        (-1, -1, 6, 2.544833), (0, 0, 4, 1.8525), (1, 0, 1, 1), (1, 1, 2, 1.95), (3, 0, 1, 1),
        (0, 1, 1, 4),
      ])
    #expect(answer.nodes.map(\.reward) == [0, 1, 0, 0.5, 0, 0])
  }

  @Test func `the one-player tree with sibling bounds never tries the second action`() throws {
    let first = [1.530395, 1.433083, 1.375076, 1.335492, 1.306273]
    let second = [0.707193, 0.866166, 1.000204, 1.118307, 1.225094]
    for simulations in 1...5 {
      let search = try run(
        Self.onePlayer, Self.onePlayerConfiguration(simulations: simulations, bounds: .siblings))
      let scores = rootScores(of: search)
      #expect(abs(scores.0 - first[simulations - 1]) < 1e-6)
      #expect(abs(scores.1 - second[simulations - 1]) < 1e-6)
    }
    let answer = try TabularSearch(
      model: Self.onePlayer, algorithm: .puct, simulations: 6, conventions: .mctx
    ).answer()
    #expect(answer.rootVisits == [6, 0])
  }

  static func knownBounds(_ simulations: Int) -> SearchConfiguration {
    onePlayerConfiguration(simulations: simulations, bounds: .known)
  }

  private func run(_ model: TabularModel, _ configuration: SearchConfiguration) throws -> Search {
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 2)
    try search.run(
      on: TableFollower(model, slotCount: search.slotsPerTree), keys: [SearchKey()])
    return search
  }

  /// The scores of both root actions as the next simulation would see them; the second action was
  /// not visited.
  private func rootScores(of search: Search) -> (Double, Double) {
    let tree = search.trees[0]
    tree.refreshCandidate(of: 0, needsRemaining: false)
    let root = tree.nodes[0]
    let child = tree.nodes[Int(root.firstChild)]
    let normalise = ValueNormalisation.at(
      0, of: tree, bounds: search.configuration.valueBounds, known: .range(-1, 1))
    let exploration = PUCT.exploration(visits: Int(root.visits), initial: 1.25, base: 19652)
    return (
      PUCT.score(
        value: normalise(child.actionValue), prior: child.prior, exploration: exploration,
        visits: child.visits),
      PUCT.score(value: 0, prior: root.candidatePrior, exploration: exploration, visits: 0)
    )
  }
}
