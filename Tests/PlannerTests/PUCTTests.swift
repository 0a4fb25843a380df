import GameProtocol
import Testing

@testable import Planner

@Suite struct PUCTTests {
  /// U1: visits (6, 3, 1), priors (0.5, 0.3, 0.2), values (0.10, 0.25, −0.20).
  private static let visits: [Int32] = [6, 3, 1]
  private static let priors: [Float] = [0.5, 0.3, 0.2]
  private static let values = [0.10, 0.25, -0.20]

  private func scores(parentVisits: Int, normalise: ValueNormalisation) -> [Double] {
    let exploration = PUCT.exploration(visits: parentVisits, initial: 1.25, base: 19652)
    return (0..<3).map {
      PUCT.score(
        value: normalise(Self.values[$0]), prior: Self.priors[$0], exploration: exploration,
        visits: Self.visits[$0])
    }
  }

  private func expect(
    _ found: [Double], _ expected: [Double], within tolerance: Double = 1e-7,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) < tolerance, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [
    (0, 0), (1, 1.250102), (2, 1.767983), (5, 2.795768), (10, 3.954617), (25, 6.256611),
    (50, 8.857162), (100, 12.551263), (400, 25.403993), (800, 36.485309), (1600, 53.132758),
    (10_000, 166.138419), (100_000, 966.523848),
  ])
  func `the exploration factor follows the table`(visits: Int, expected: Double) {
    let factor = PUCT.exploration(visits: visits, initial: 1.25, base: 19652)
    #expect(abs(factor - expected) < 1e-6)
  }

  @Test func `the exploration terms are those of the worked example`() {
    let none = ValueNormalisation(low: 0, factor: 0, offset: 0)
    expect(
      scores(parentVisits: 10, normalise: none), [0.28247262, 0.29659625, 0.39546166],
      within: 2e-8)
    expect(
      scores(parentVisits: 11, normalise: none), [0.29627183, 0.31108542, 0.41478056],
      within: 2e-8)
  }

  @Test func `the scores with tree bounds and with known bounds are those of the example`() {
    expect(
      scores(parentVisits: 10, normalise: .range(-0.20, 0.25)),
      [0.94913928, 1.29659625, 0.39546166])
    expect(
      scores(parentVisits: 10, normalise: .range(-1, 1)), [0.83247262, 0.92159625, 0.79546166])
  }

  @Test func `the visit convention decides which exploration factor search uses`() {
    // N = 10 and N = 11 are both possible readings of one node with ten visited edges.
    for (convention, expected) in [
      (SearchConfiguration.VisitConvention.edges, Int32(1)), (.node, Int32(2)),
    ] {
      var configuration = SearchConfiguration().withoutExploration
      configuration.visitConvention = convention
      configuration.simulations = 20
      // Action 1 beats action 0 exactly when the factor is that of N = 2.
      let fixture = HandMadeTree(
        logits: logits(0.5, 0.5), visits: [1, 0], values: [0.34, 0], rawValue: 0,
        keysArePriors: true)
      let tree = fixture.tree
      var mean = 0.0
      // Known bounds: the value 0.34 is 0.67; the edge has 0.67 + f / 4, the other 0.5 + f / 2.
      configuration.firstPlayUrgency = .draw
      let threshold = 0.17 * 4
      let factor = PUCT.exploration(visits: Int(expected), initial: 1.25, base: 19652)
      #expect(factor > threshold)
      configuration.explorationInit = 1.25 * threshold / factor * 1.0001
      #expect(
        PUCT(configuration).choose(at: 0, of: tree, parentMean: &mean) == SearchTree.none)
      configuration.explorationInit = 1.25 * threshold / factor * 0.9
      #expect(
        PUCT(configuration).choose(at: 0, of: tree, parentMean: &mean) != SearchTree.none)
    }
  }

  @Test func `a fresh node is left by its greatest prior under both visit conventions`() {
    for convention in SearchConfiguration.VisitConvention.allCases {
      var configuration = SearchConfiguration().withoutExploration
      configuration.visitConvention = convention
      let fixture = HandMadeTree(
        logits: logits(0.2, 0.5, 0.3), visits: [0, 0, 0], values: [0, 0, 0], rawValue: 0.3)
      var mean = 0.0
      let choice = PUCT(configuration).choose(at: 0, of: fixture.tree, parentMean: &mean)
      #expect(choice == SearchTree.none)
      #expect(fixture.tree.nodes[0].candidate == 1)
    }
  }

  @Test func `virtual losses pull a value down as in the worked example`() {
    // On the scale [−1, 1] the value 0.3 with four visits becomes 0.04 and −0.25714286.
    let one = PUCT.withVirtualLoss(0.65, visits: 4, losses: 1) * 2 - 1
    let three = PUCT.withVirtualLoss(0.65, visits: 4, losses: 3) * 2 - 1
    let two = PUCT.withVirtualLoss(0.65, visits: 4, losses: 2) * 2 - 1
    #expect(abs(one - 0.04) < 1e-8)
    #expect(abs(three + 0.25714286) < 1e-8)
    #expect(abs(two + 0.13333333) < 1e-8)
  }

  @Test func `a pending visit sends the next simulation elsewhere`() {
    let fixture = HandMadeTree(
      logits: logits(0.5, 0.5), visits: [4, 4], values: [0.3, 0.25], rawValue: 0)
    var mean = 0.0
    let puct = PUCT(SearchConfiguration().withoutExploration)
    #expect(puct.choose(at: 0, of: fixture.tree, parentMean: &mean) == fixture.child(0))
    fixture.tree.addPending(1, upFrom: fixture.child(0))
    #expect(puct.choose(at: 0, of: fixture.tree, parentMean: &mean) == fixture.child(1))
    fixture.tree.addPending(-1, upFrom: fixture.child(0))
    #expect(puct.choose(at: 0, of: fixture.tree, parentMean: &mean) == fixture.child(0))
  }

  /// F15: how many of 32 actions fifty simulations visit where the player to move has won, is even
  /// or has lost.
  @Test(arguments: [
    (SearchConfiguration.FirstPlayUrgency.loss, [1, 1, 32]), (.draw, [1, 32, 32]),
    // What goes by the values found so far is as curious in every position.
    (.meanQ, [32, 32, 32]), (.parent, [32, 32, 32]),
  ])
  func `first-play urgency decides how broadly won, even and lost positions are searched`(
    urgency: SearchConfiguration.FirstPlayUrgency, expected: [Int]
  ) throws {
    let counts = try [0.9, 0, -0.9].map { (value: Float) in
      // State 0 belongs to the player to move, state 1 to the opponent; all actions are alike.
      var table = TabularModel(
        actions: 32, states: 2, logits: [], value: [value, -value], next: [], reward: [],
        discount: [])
      for state in 0..<2 {
        table.logits.append([Float](repeating: 0, count: 32))
        table.next.append([Int](repeating: 1 - state, count: 32))
        table.reward.append([Float](repeating: 0, count: 32))
        table.discount.append([Float](repeating: -1, count: 32))
      }
      var configuration = SearchConfiguration().withoutExploration
      configuration.simulations = 50
      configuration.firstPlayUrgency = urgency
      let answer = try TabularSearch(model: table, configuration: configuration).answer()
      return answer.rootVisits.count { $0 > 0 }
    }
    #expect(counts == expected)
  }

  @Test func `first-play urgency by mean value passes the parent's mean down`() {
    var configuration = SearchConfiguration().withoutExploration
    configuration.firstPlayUrgency = .meanQ
    let puct = PUCT(configuration)
    let root = HandMadeTree(
      logits: logits(0.4, 0.4, 0.2), visits: [1, 1, 0], values: [0.4, 0.8, 0], rawValue: 9)
    #expect(abs(puct.meanValue(at: root.tree.nodes, of: root.tree, parentMean: 7) - 0.6) < 1e-12)
    let child = HandMadeTree(
      logits: logits(0.6, 0.4), visits: [1, 0], values: [0.5, 0], rawValue: 9)
    child.tree.nodes[0].parent = 3
    let mean = puct.meanValue(at: child.tree.nodes, of: child.tree, parentMean: 0.6)
    #expect(abs(mean - 0.55) < 1e-12)
  }

  @Test(arguments: [
    (SearchConfiguration.FirstPlayUrgency.loss, 0.0), (.draw, 0.5), (.meanQ, 0.8),
    (.parent, 0.7 - 0.1 * 0.8),
  ])
  func `each first-play urgency has its value on the unit scale`(
    urgency: SearchConfiguration.FirstPlayUrgency, expected: Double
  ) {
    // The node's mean is (0.2 + 0.6) / 2 = 0.4, which is 0.7; its visited prior is 0.64.
    let fixture = HandMadeTree(
      logits: logits(0.64, 0.36), visits: [1, 0], values: [0.6, 0], rawValue: 0.2)
    var configuration = SearchConfiguration().withoutExploration
    configuration.firstPlayUrgency = urgency
    configuration.rootFirstPlayReduction = 0.2
    let found = PUCT(configuration).firstPlayUrgency(
      at: fixture.tree.nodes, of: fixture.tree, isRoot: true, normalise: .range(-1, 1), mean: 0.6)
    #expect(abs(found - expected) < 1e-6)
  }

  // Long rows leave the sum of weights out where it decides nothing; short ones never do. So the
  // same game must give the same tree whether its candidates stand far apart among impossible
  // actions or are listed.
  @Test(arguments: [SearchConfiguration.FirstPlayUrgency.loss, .draw, .meanQ, .parent])
  func `a tree does not depend on how its candidates are stored`(
    urgency: SearchConfiguration.FirstPlayUrgency
  ) throws {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 120
    configuration.firstPlayUrgency = urgency
    for seed in 0..<20 as Range<UInt64> {
      let trees = try [false, true].map { lists in
        let model = ScatteredModel(seed: seed, lists: lists)
        let search = Search(
          configuration: configuration, treeCount: 1, actionCount: model.actionCount)
        try search.run(on: model, keys: [SearchKey()])
        return search.nodes(of: 0)
      }
      #expect(trees[0].count > 1 && trees[0] == trees[1], "seed \(seed)")
    }
  }
}

/// A game of 40 possible actions among 400, whose logits and values are functions of the path.
private final class ScatteredModel: Model {
  let actionCount = 400
  private let lists: Bool
  private var paths: [UInt64]

  init(seed: UInt64, lists: Bool) {
    self.lists = lists
    paths = Array(repeating: seed, count: 200)
  }

  func evaluateRoots(_ batch: inout LeafBatch) { judge(&batch) }

  func expand(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      var random = SplitMix64(
        paths[Int(batch.parentSlots[row])] &+ UInt64(batch.actions[row] + 1) &* 0x10_0001)
      paths[Int(batch.slots[row])] = random.next()
      batch.discounts[row] = -1
    }
    judge(&batch)
  }

  private func judge(_ batch: inout LeafBatch) {
    let possible = (0..<40).map { $0 * 10 + 3 }
    for row in 0..<batch.count {
      var random = SplitMix64(paths[Int(batch.slots[row])])
      batch.values[row] = Float.random(in: -1...1, using: &random)
      for action in 0..<actionCount {
        batch.logits[row * actionCount + action] = -.infinity
      }
      for action in possible {
        batch.logits[row * actionCount + action] = Float.random(in: -3...3, using: &random)
      }
      if lists {
        batch.setLegalActions(of: row) { list in list += possible.map { Action($0) } }
      }
    }
  }
}
