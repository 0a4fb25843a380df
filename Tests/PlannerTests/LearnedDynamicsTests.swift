import GameProtocol
import Testing

@testable import Planner

@Suite struct LearnedDynamicsTests {
  static let variants: [(SearchConfiguration.Algorithm, SearchConfiguration.InteriorRule)] = [
    (.puct, .puct), (.gumbel, .gumbel), (.gumbel, .puct),
  ]

  /// The first promise of the design: one search, two models.
  @Test(arguments: variants, [[], [4], [0, 4, 8], [0, 3, 1, 4], [0, 1, 2, 4, 3]])
  func `a perfect model grows the tree of the true rules short of finished games`(
    variant: (SearchConfiguration.Algorithm, SearchConfiguration.InteriorRule), start: [Int]
  ) throws {
    for values in SearchConfiguration.CompletedValues.allCases {
      var configuration = TrueRulesTests.configuration(variant.0, simulations: 300)
      configuration.interiorRule = variant.1
      configuration.completedValues = values
      configuration.gumbelScale = 1
      configuration.rootNoiseFraction = 0.25
      let state = TinyGame().state(after: start)
      let key = SearchKey(seed: 3, game: 1, ply: UInt64(start.count))

      let rules = Search(configuration: configuration, treeCount: 1, actionCount: 9)
      let trueRules = TrueRules(
        game: TinyGame(), evaluator: OpinionEvaluator(), treeCount: 1,
        slotsPerTree: rules.slotsPerTree)
      trueRules.setRoot(state, tree: 0)
      try rules.run(on: trueRules, keys: [key])

      let learned = Search(configuration: configuration, treeCount: 1, actionCount: 9)
      let dynamics = LearnedDynamics(
        network: PerfectNetwork(), playerCount: 2, discount: 1, treeCount: 1,
        slotsPerTree: learned.slotsPerTree)
      dynamics.setRoot(state, tree: 0)
      try learned.run(on: dynamics, keys: [key])

      let compared = compare(rules.trees[0], 0, learned.trees[0], 0)
      #expect(compared > 5)
      let one = rules.result(of: 0)
      let two = learned.result(of: 0)
      #expect(one.edges == two.edges && one.action == two.action && one.value == two.value)
    }
  }

  /// Compares two subtrees down to finished games.
  ///
  /// - Returns: The number of nodes compared.
  private func compare(_ one: Tree, _ first: Int32, _ two: Tree, _ second: Int32) -> Int {
    let a = one.nodes[Int(first)]
    let b = two.nodes[Int(second)]
    #expect(a.action == b.action && a.visits == b.visits && a.reward == b.reward)
    #expect(a.actionValue == b.actionValue)
    if a.candidateCount == 0 { return 1 }
    #expect(a.valueSum == b.valueSum && a.rawValue == b.rawValue && a.childCount == b.childCount)
    #expect(a.discount == b.discount)
    var compared = 1
    var left = a.firstChild
    var right = b.firstChild
    while left != SearchTree.none && right != SearchTree.none {
      compared += compare(one, left, two, right)
      left = one.nodes[Int(left)].sibling
      right = two.nodes[Int(right)].sibling
    }
    return compared
  }

  @Test func `below the root no action is masked and nothing ends`() throws {
    let configuration = TrueRulesTests.configuration(.puct, simulations: 60)
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
    let model = LearnedDynamics(
      network: PerfectNetwork(), playerCount: 2, discount: 1, treeCount: 1,
      slotsPerTree: search.slotsPerTree)
    model.setRoot(TinyGame().state(after: [4, 0]), tree: 0)
    try search.run(on: model, keys: [SearchKey()])
    let tree = search.trees[0]
    #expect(tree.nodes[0].isMasked && tree.nodes[0].candidateCount == 7)
    for index in 1..<Int(tree.nodeCount.pointee) {
      #expect(!tree.nodes[index].isMasked && tree.nodes[index].candidateCount == 9)
      #expect(tree.nodes[index].discount == -1)
    }
  }

  @Test func `one player keeps the sign of the discount`() throws {
    let configuration = TrueRulesTests.configuration(.puct, simulations: 10)
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
    let model = LearnedDynamics(
      network: PerfectNetwork(), playerCount: 1, discount: 0.9, treeCount: 1,
      slotsPerTree: search.slotsPerTree)
    let observation = [Float](repeating: 0, count: 18)
    model.setRoot(observation: observation.span, legalActions: [Action(2), Action(5)], tree: 0)
    try search.run(on: model, keys: [SearchKey()])
    let tree = search.trees[0]
    for index in 1..<Int(tree.nodeCount.pointee) { #expect(tree.nodes[index].discount == 0.9) }
    #expect(search.result(of: 0).edges.allSatisfy { [2, 5].contains($0.action.index) })
  }
}
