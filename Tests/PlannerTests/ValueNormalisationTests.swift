import Testing

@testable import Planner

@Suite struct ValueNormalisationTests {
  private func normalisation(
    _ bounds: SearchConfiguration.ValueBounds, values: [Double], rawValue: Float = 0
  ) -> ValueNormalisation {
    let fixture = HandMadeTree(
      logits: Array(repeating: 0, count: values.count + 1),
      visits: values.map { _ in 1 } + [0], values: values + [0], rawValue: rawValue)
    return .at(0, of: fixture.tree, bounds: bounds, known: .range(-1, 1))
  }

  @Test func `known bounds map their ends to 0 and 1`() {
    let known = normalisation(.known, values: [0.3])
    #expect(known(-1) == 0 && known(1) == 1 && known(0.5) == 0.75)
  }

  @Test func `tree bounds map the least and the greatest value to 0 and 1`() {
    let tree = normalisation(.tree, values: [-3, 5, 1])
    #expect(tree(-3) == 0 && tree(5) == 1 && tree(1) == 0.5)
  }

  @Test func `one visited action lets no raw value into the scores`() {
    #expect(normalisation(.tree, values: [17])(17) == 0.5)
    #expect(normalisation(.treeSoft, values: [17])(17) == 0)
    #expect(normalisation(.siblings, values: [17])(17) == 1)
    // The pseudocode's form is there to reproduce it.
    #expect(normalisation(.treeRaw, values: [17])(17) == 17)
  }

  @Test func `soft bounds damp a small range and leave a large one alone`() {
    let small = normalisation(.treeSoft, values: [0, 1e-4])
    #expect(abs(small(5e-5) - 0.005) < 1e-12)
    let hard = normalisation(.tree, values: [0, 1e-4])
    #expect(abs(hard(5e-5) - 0.5) < 1e-12)
    #expect(normalisation(.treeSoft, values: [0, 4])(1) == 0.25)
  }

  @Test func `sibling bounds take in the node's own value`() {
    // Own mean (8 + 2 + 4) / 3.
    let siblings = normalisation(.siblings, values: [2, 4], rawValue: 8)
    #expect(siblings(2) == 0)
    #expect(abs(siblings(4) - 2 / (14.0 / 3 - 2)) < 1e-12)
  }

  @Test(arguments: SearchConfiguration.ValueBounds.allCases)
  func `values of visited actions stay within the unit scale`(
    bounds: SearchConfiguration.ValueBounds
  ) throws {
    if bounds == .treeRaw { return }
    for seed in 0..<20 as Range<UInt64> {
      let table = TabularModel.random(seed: seed * 3, actions: 5, states: 9)
      var configuration = SearchConfiguration().withoutExploration
      configuration.valueBounds = bounds
      configuration.valueMinimum = -20
      configuration.valueMaximum = 20
      for simulations in [1, 2, 3, 10, 40] {
        configuration.simulations = simulations
        let search = Search(configuration: configuration, treeCount: 1, actionCount: 5)
        try search.run(
          on: TableFollower(table, slotCount: search.slotsPerTree), keys: [SearchKey()])
        let tree = search.trees[0]
        let normalise = ValueNormalisation.at(
          0, of: tree, bounds: bounds, known: .range(-20, 20))
        for index in 1..<Int(tree.nodeCount.pointee) where tree.nodes[index].parent == 0 {
          let value = normalise(tree.nodes[index].actionValue)
          #expect(value > -1e-6 && value < 1 + 1e-6, "seed \(seed), \(simulations) simulations")
        }
      }
    }
  }
}
