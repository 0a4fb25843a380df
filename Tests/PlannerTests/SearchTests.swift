import GameProtocol
import Glibc
import Testing

@testable import Planner

@Suite struct SearchTests {
  /// One configuration for each path through search.
  static let configurations: [SearchConfiguration] = {
    var list: [SearchConfiguration] = []
    for algorithm in SearchConfiguration.Algorithm.allCases {
      for bounds in SearchConfiguration.ValueBounds.allCases {
        for urgency in SearchConfiguration.FirstPlayUrgency.allCases {
          var configuration = SearchConfiguration()
          configuration.algorithm = algorithm
          configuration.valueBounds = bounds
          configuration.firstPlayUrgency = urgency
          configuration.simulations = 40
          configuration.interiorRule = urgency == .loss ? .gumbel : .puct
          configuration.visitConvention = urgency == .draw ? .edges : .node
          configuration.completedValues =
            [.rescaled, .bounded, .raw][(list.count) % 3]
          list.append(configuration)
        }
      }
    }
    return list
  }()

  private func tables(_ count: Int) -> [TabularModel] {
    (0..<count).map { .random(seed: UInt64($0 + 50), actions: 7, states: 12) }
  }

  @Test(arguments: configurations, [1, 4])
  func `a batch gives every tree the bits of a search alone`(
    configuration: SearchConfiguration, leaves: Int
  ) throws {
    var configuration = configuration
    configuration.leavesPerTree = leaves
    let tables = tables(5)
    let batch = Search(configuration: configuration, treeCount: 5, actionCount: 7)
    let keys = (0..<5).map { SearchKey(seed: 1, game: UInt64($0), ply: 3) }
    try batch.run(on: TableBatch(tables, slotsPerTree: batch.slotsPerTree), keys: keys)
    for tree in 0..<5 {
      let single = Search(configuration: configuration, treeCount: 1, actionCount: 7)
      try single.run(
        on: TableBatch([tables[tree]], slotsPerTree: single.slotsPerTree), keys: [keys[tree]])
      #expect(single.result(of: 0) == batch.result(of: tree))
      #expect(
        TabularSearch.answer(of: single, tree: 0) == TabularSearch.answer(of: batch, tree: tree))
    }
  }

  @Test(arguments: configurations)
  func `visits add up at every node, and nothing stays pending`(
    configuration: SearchConfiguration
  ) throws {
    for leaves in [1, 3, 8, 100] {
      var configuration = configuration
      configuration.leavesPerTree = leaves
      configuration.virtualLoss = 3
      let search = Search(configuration: configuration, treeCount: 1, actionCount: 7)
      try search.run(
        on: TableBatch(tables(1), slotsPerTree: search.slotsPerTree), keys: [SearchKey()])
      let tree = search.trees[0]
      #expect(tree.nodes[0].visits == 41)
      for index in 0..<Int(tree.nodeCount.pointee) {
        let node = tree.nodes[index]
        #expect(node.pending == 0)
        // A leaf that two simulations of one batch came to was evaluated once for both.
        var own = node.visits
        var sum = Double(node.valueSum)
        var child = node.firstChild
        while child != SearchTree.none {
          let edge = tree.nodes[Int(child)]
          own -= edge.visits
          sum -= Double(edge.reward) * Double(edge.visits)
          sum -= Double(edge.discount) * edge.valueSum
          child = edge.sibling
        }
        #expect(leaves == 1 ? own == 1 : own >= 1)
        #expect(abs(sum - Double(own) * Double(node.rawValue)) < 1e-9)
      }
    }
  }

  @Test func `leaves of one tree that wait together are merged when they meet`() throws {
    // One action only: all simulations of a batch come to the same leaf.
    let table = TabularModel.random(seed: 12, actions: 1, states: 4)
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 12
    configuration.leavesPerTree = 4
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 1)
    let model = TableBatch([table], slotsPerTree: search.slotsPerTree)
    try search.run(on: model, keys: [SearchKey()])
    #expect(search.trees[0].nodeCount.pointee == 4)
    #expect(model.lastCount == 1)
    #expect(search.trees[0].nodes[1].visits == 12)
  }

  @Test func `virtual loss spreads the leaves of one tree`() throws {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 8
    configuration.leavesPerTree = 8
    configuration.virtualLoss = 3
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 7)
    var table = TabularModel.random(seed: 50, actions: 7, states: 12)
    table.logits[0] = Array(repeating: 0, count: 7)
    let model = TableBatch([table], slotsPerTree: search.slotsPerTree)
    try search.run(on: model, keys: [SearchKey()])
    #expect(model.lastCount == 7)
  }

  @Test(arguments: SearchConfiguration.Algorithm.allCases)
  func `without exploration the seed changes nothing`(
    algorithm: SearchConfiguration.Algorithm
  ) throws {
    // Failure F11: noise at evaluation.
    var configuration = SearchConfiguration()
    configuration.algorithm = algorithm
    configuration.simulations = 50
    var results: [SearchResult] = []
    for exploring in [false, true] {
      let search = Search(
        configuration: exploring ? configuration : configuration.withoutExploration, treeCount: 1,
        actionCount: 7)
      let model = TableBatch(tables(1), slotsPerTree: search.slotsPerTree)
      for seed in [1, 2] as [UInt64] {
        try search.run(on: model, keys: [SearchKey(seed: seed)])
        results.append(search.result(of: 0))
      }
    }
    #expect(results[0] == results[1])
    #expect(results[2].edges != results[3].edges)
    #expect(results[2].prior == results[0].prior)
  }

  @Test(arguments: SearchConfiguration.Algorithm.allCases)
  func `a bandit's best arm gets the most visits and its value comes out`(
    algorithm: SearchConfiguration.Algorithm
  ) throws {
    // Every arm pays its reward and ends; the value of the best arm is known in closed form.
    let rewards: [Float] = [0.1, -0.4, 0.75, 0.3]
    let table = TabularModel(
      actions: 4, states: 1, logits: [[0, 0, 0, 0]], value: [0], next: [[0, 0, 0, 0]],
      reward: [rewards], discount: [[0, 0, 0, 0]])
    let answer = try TabularSearch(model: table, algorithm: algorithm, simulations: 64).answer()
    #expect(answer.action == 2)
    let mean = zip(answer.rootVisits, rewards).map { Double($0) * Double($1) }.reduce(0, +) / 65
    #expect(abs(answer.nodes[0].value - mean) < 1e-9)
    #expect(answer.policy.firstIndex(of: answer.policy.max() ?? 0) == 2)
  }

  @Test(arguments: [0, 1, 2])
  func `an answer that is not finite is an error that names the place`(fault: Int) {
    let table = TabularModel.random(seed: 50, actions: 7, states: 12)
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 5
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 7)
    let model = FaultyModel(table, slotCount: search.slotsPerTree, fault: fault)
    let what = ["value", "policy", "reward"][fault]
    #expect(throws: SearchError.notFinite(what: what, tree: 0, node: 3)) {
      try search.run(on: model, keys: [SearchKey()])
    }
  }

  @Test func `fewer roots than trees can be searched`() throws {
    let tables = tables(3)
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = 20
    let search = Search(configuration: configuration, treeCount: 3, actionCount: 7)
    let model = TableBatch(tables, slotsPerTree: search.slotsPerTree)
    try search.run(on: model, keys: Array(repeating: SearchKey(), count: 3))
    let all = search.result(of: 1)
    try search.run(on: model, keys: Array(repeating: SearchKey(), count: 2))
    #expect(search.result(of: 1) == all)
  }

  #if arch(x86_64)
    @Test func `a search that runs again allocates nothing`() throws {
      var configurations = [SearchConfiguration(), SearchConfiguration(), SearchConfiguration()]
      configurations[1].algorithm = .gumbel
      configurations[2].leavesPerTree = 4
      for var configuration in configurations {
        configuration.simulations = 50
        let search = Search(configuration: configuration, treeCount: 4, actionCount: 7)
        let model = TableBatch(tables(4), slotsPerTree: search.slotsPerTree)
        let keys = (0..<4).map { SearchKey(game: UInt64($0)) }
        try search.run(on: model, keys: keys)
        // Other tests allocate at the same time, so one quiet run among many is asked for; a loop that
        // allocates would have none.
        var isQuiet = false
        for _ in 0..<2000 where !isQuiet {
          var first: Int?
          var changed = false
          model.willExpand = {
            let used = heapInUse()
            if let first, first != used { changed = true }
            first = used
          }
          try search.run(on: model, keys: keys)
          isQuiet = !changed
        }
        #expect(isQuiet)
      }
    }

    /// Bytes that the C library's heap has given out.
    ///
    /// `mallinfo2` is in no Swift module. It returns ten words through a pointer, which this processor
    /// takes like a first argument.
    private func heapInUse() -> Int {
      typealias Function = @convention(c) (UnsafeMutablePointer<Int>) -> Void
      guard let symbol = dlsym(nil, "mallinfo2") else { return 0 }
      let mallinfo2 = unsafeBitCast(symbol, to: Function.self)
      return withUnsafeTemporaryAllocation(of: Int.self, capacity: 10) { words in
        guard let first = words.baseAddress else { return 0 }
        mallinfo2(first)
        // Blocks from `mmap`, and from the heap.
        return words[4] + words[7]
      }
    }
  #endif
}

/// Follows a table, but spoils what it says about node 3.
private final class FaultyModel: Model {
  let actionCount: Int
  private let table: TableFollower
  private let fault: Int

  init(_ table: TabularModel, slotCount: Int, fault: Int) {
    self.table = TableFollower(table, slotCount: slotCount)
    self.fault = fault
    actionCount = table.actions
  }

  func evaluateRoots(_ batch: inout LeafBatch) { table.evaluateRoots(&batch) }

  func expand(_ batch: inout LeafBatch) {
    table.expand(&batch)
    if batch.nodes[0] != 3 { return }
    switch fault {
    case 0: batch.values[0] = .nan
    case 1: batch.logits[5] = .nan
    default: batch.rewards[0] = .infinity
    }
  }
}
