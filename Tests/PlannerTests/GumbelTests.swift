import Testing

@testable import Planner

/// U9, the worked example of Gumbel search: four actions, two of them visited.
enum GumbelExample {
  static let logits: [Float] = [1, 0.5, 0, -1]
  static let noise: [Float] = [0.2, 1.1, -0.3, 0.8]

  static func fixture() -> HandMadeTree {
    HandMadeTree(
      logits: logits, noise: noise, visits: [3, 1, 0, 0], values: [0.3, 0.6, 0, 0],
      rawValue: 0.2)
  }

  static func configuration(
    _ values: SearchConfiguration.CompletedValues, scale: Double
  ) -> SearchConfiguration {
    var configuration = SearchConfiguration().withoutExploration
    configuration.algorithm = .gumbel
    configuration.completedValues = values
    configuration.valueScale = scale
    configuration.simulations = 8
    return configuration
  }
}

@Suite struct CompletedValuesTests {
  private func values(
    _ kind: SearchConfiguration.CompletedValues, scale: Double
  ) -> CompletedValues {
    let rule = CompletedValues.Rule(GumbelExample.configuration(kind, scale: scale))
    return CompletedValues(at: 0, of: GumbelExample.fixture().tree, rule: rule)
  }

  @Test func `the mixed value is that of the worked example`() {
    #expect(abs(values(.raw, scale: 1).mixedValue - 0.37060976) < 1e-7)
  }

  @Test func `without visits the mixed value is the network's`() {
    let fixture = HandMadeTree(
      logits: [0, 1], visits: [0, 0], values: [0, 0], rawValue: 0.25)
    let rule = CompletedValues.Rule(GumbelExample.configuration(.raw, scale: 1))
    #expect(CompletedValues(at: 0, of: fixture.tree, rule: rule).mixedValue == 0.25)
  }

  @Test func `sigma of rescaled values is that of the worked example`() {
    let values = values(.rescaled, scale: 0.1)
    #expect(abs(values.sigma(0.3)) < 1e-9)
    #expect(abs(values.sigma(0.6) - 5.3) < 1e-9)
    #expect(abs(values.sigma(values.mixedValue) - 1.24743910) < 1e-6)
  }

  @Test func `sigma of raw values is that of the worked example`() {
    let values = values(.raw, scale: 1)
    #expect(abs(values.sigma(0.3) - 15.9) < 1e-9)
    #expect(abs(values.sigma(0.6) - 31.8) < 1e-9)
    #expect(abs(values.sigma(values.mixedValue) - 19.64231731) < 1e-5)
  }

  @Test func `sigma of bounded values goes by the known bounds`() {
    #expect(abs(values(.bounded, scale: 1).sigma(0.3) - 53 * 0.65) < 1e-9)
  }
}

@Suite struct SequentialHalvingTests {
  private static func repeated(_ runs: [(Int32, Int)]) -> [Int32] {
    runs.flatMap { Array(repeating: $0.0, count: $0.1) }
  }

  @Test(
    arguments: [
      (
        16, 50,
        [
          (0, 16), (1, 8), (2, 4), (3, 4), (4, 4), (5, 2), (6, 2), (7, 2), (8, 2), (9, 2), (10, 2),
          (11, 2),
        ]
      ), (16, 32, [(0, 16), (1, 8), (2, 4), (3, 4)]), (16, 16, [(0, 16)]),
      (8, 24, [(0, 8), (1, 4), (2, 4), (3, 2), (4, 2), (5, 2), (6, 2)]),
      (8, 13, [(0, 8), (1, 4), (2, 1)]),
      (7, 24, [(0, 7), (1, 3), (2, 3), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2), (8, 1)]),
      (4, 16, [(0, 4), (1, 4), (2, 2), (3, 2), (4, 2), (5, 2)]), (4, 8, [(0, 4), (1, 2), (2, 2)]),
      (8, 2, [(0, 2)]), (1, 4, [(0, 1), (1, 1), (2, 1), (3, 1)]),
      (0, 3, [(0, 1), (1, 1), (2, 1)]),
    ] as [(Int, Int, [(Int32, Int)])])
  func `the schedule asks for the visit counts of the table`(
    considered: Int, simulations: Int, expected: [(Int32, Int)]
  ) {
    let found = SequentialHalving.requiredVisits(
      considered: considered, simulations: simulations)
    #expect(found == Self.repeated(expected))
  }

  @Test func `fifty simulations over sixteen actions end as twelve, twelve, five, five`() throws {
    let table = TabularModel.random(seed: 4, actions: 20, states: 30)
    var configuration = GumbelExample.configuration(.rescaled, scale: 0.1)
    configuration.simulations = 50
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 20)
    try search.run(on: TableFollower(table, slotCount: 51), keys: [SearchKey()])
    let visits = search.result(of: 0).edges.map(\.visits).sorted(by: >)
    #expect(
      visits == [12, 12, 5, 5] + Array(repeating: 2, count: 4) + Array(repeating: 1, count: 8))
  }

  @Test(arguments: [
    (
      SearchConfiguration.CompletedValues.rescaled, 0.1,
      [0.00804749, 0.97785411, 0.01030676, 0.00379164]
    ), (.raw, 1, [1.2e-7, 0.99999544, 3e-6, 1e-6]),
  ])
  func `the improved policy is that of the worked example and has no noise in it`(
    kind: SearchConfiguration.CompletedValues, scale: Double, expected: [Double]
  ) {
    let halving = SequentialHalving(
      GumbelExample.configuration(kind, scale: scale), actionCount: 4)
    var policy: [Float] = [0, 0, 0, 0]
    let tree = GumbelExample.fixture().tree
    halving.writeImprovedPolicy(of: tree, to: &policy)
    let tolerance = kind == .raw ? 3e-6 : 1e-6
    for (found, expected) in zip(policy, expected) {
      #expect(abs(Double(found) - expected) < tolerance)
    }
    #expect(abs(policy.reduce(0, +) - 1) < 1e-6)
    // Failure F29: other noise with the same visits and values gives the same target.
    let quiet = HandMadeTree(
      logits: GumbelExample.logits, visits: [3, 1, 0, 0], values: [0.3, 0.6, 0, 0],
      rawValue: 0.2)
    var again: [Float] = [0, 0, 0, 0]
    halving.writeImprovedPolicy(of: quiet.tree, to: &again)
    #expect(policy == again)
  }

  @Test func `candidates come by logit plus noise`() {
    let fixture = HandMadeTree(
      logits: GumbelExample.logits, noise: GumbelExample.noise, visits: [0, 0, 0, 0],
      values: [0, 0, 0, 0], rawValue: 0.2)
    var order: [Int32] = []
    for _ in 0..<4 {
      fixture.tree.refreshCandidate(of: 0, needsRemaining: false)
      order.append(fixture.tree.nodes[0].candidate)
      _ = fixture.tree.addChild(of: 0)
    }
    #expect(order == [1, 0, 3, 2])
  }

  @Test func `the best child is the best of the most visited`() {
    let halving = SequentialHalving(
      GumbelExample.configuration(.rescaled, scale: 0.1), actionCount: 4)
    let fixture = GumbelExample.fixture()
    #expect(halving.bestChild(of: fixture.tree) == fixture.child(0))
    // With equal visits the scores of the example decide: 1.2 against 6.9.
    fixture.tree.nodes[Int(fixture.child(0))].visits = 1
    #expect(halving.bestChild(of: fixture.tree) == fixture.child(1))
  }

  @Test func `the scale of sigma leaves some entropy in the policy at the start`() throws {
    // Failure F30: values of some hundreds with a scale of 1 would leave one action at once.
    var table = TabularModel.random(seed: 1, actions: 6, states: 8)
    table.reward = table.reward.map { $0.map { $0 * 300 } }
    let answer = try TabularSearch(
      model: table, algorithm: .gumbel, simulations: 16, conventions: .mctx
    ).answer()
    #expect((answer.policy.max() ?? 1) < 0.995)
  }
}

@Suite struct GumbelInteriorTests {
  @Test func `the interior rule takes the action of the worked example`() {
    let interior = GumbelInterior(
      rule: CompletedValues.Rule(GumbelExample.configuration(.rescaled, scale: 0.1)), capacity: 16
    )
    let fixture = HandMadeTree(
      logits: GumbelExample.logits, visits: [3, 1, 0, 0], values: [0.3, 0.6, 0, 0],
      rawValue: 0.2)
    let chosen = interior.choose(at: 0, of: fixture.tree)
    #expect(chosen == fixture.child(1))
    let expected = [-0.59195251, 0.77785411, 0.01030676, 0.00379164]
    let weights = interior.weigh(0, of: fixture.tree)
    #expect(weights.visitShare == 0.2)
    #expect(abs(weights.visited[0] / weights.sum - 3 * 0.2 - expected[0]) < 1e-6)
    #expect(abs(weights.visited[1] / weights.sum - 1 * 0.2 - expected[1]) < 1e-6)
    #expect(abs(weights.candidate / weights.sum - expected[2]) < 1e-6)
  }

  @Test func `what is left to unvisited actions stays right when almost nothing is`() {
    // The first action has all but 1e−11 of the probability; σ then favours the others.
    let fixture = HandMadeTree(
      logits: [25, -1, -2, -1.5], visits: [1, 0, 0, 0], values: [-1, 0, 0, 0], rawValue: 1)
    let tree = fixture.tree
    tree.refreshCandidate(of: 0, needsRemaining: true)
    let exact = (Exponential.exp(-26.0) + Exponential.exp(-27.0) + Exponential.exp(-26.5))
    #expect(abs(tree.nodes[0].remaining / exact - 1) < 1e-5)
  }
}
