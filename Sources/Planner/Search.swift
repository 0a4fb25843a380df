import GameProtocol

/// Searches many trees in lockstep: each step takes leaves of every tree and asks the model once.
///
/// What comes out for a tree is a function of the model, the configuration and the tree's key, to
/// the bit; what else is searched beside it changes nothing.
public final class Search {
  /// How it searches.
  public let configuration: SearchConfiguration
  /// The most trees at once, `B`.
  public let treeCount: Int
  /// The number of actions, `A`.
  public let actionCount: Int

  let trees: SearchTree
  private let puct: PUCT
  private let halving: SequentialHalving
  private let interior: GumbelInterior
  private var batch: LeafBatch
  /// How many simulations wait for each row of the batch.
  private var waiting: [Int32]
  private var keys: [SearchKey] = []
  /// The root actions that can be visited at all, `[B]`.
  private var rootCandidateCounts: [Int]
  private let noise: UnsafeMutableBufferPointer<Double>

  /// Makes room for searches; everything is reused from one to the next.
  ///
  /// - Parameters:
  ///   - configuration: How to search; one without a `problem`.
  ///   - treeCount: The most trees at once, `B`.
  ///   - actionCount: The number of actions, `A`.
  public init(configuration: SearchConfiguration, treeCount: Int, actionCount: Int) {
    if let problem = configuration.problem { preconditionFailure(problem) }
    self.configuration = configuration
    self.treeCount = treeCount
    self.actionCount = actionCount
    trees = SearchTree(
      treeCount: treeCount, nodesPerTree: configuration.simulations + 1, actionCount: actionCount,
      rootKeysArePriors: configuration.algorithm == .puct)
    puct = PUCT(configuration)
    halving = SequentialHalving(configuration, actionCount: actionCount)
    interior = GumbelInterior(
      rule: CompletedValues.Rule(configuration), capacity: configuration.simulations + 1)
    let capacity = treeCount * min(configuration.leavesPerTree, configuration.simulations)
    batch = LeafBatch(capacity: capacity, actionCount: actionCount)
    waiting = Array(repeating: 0, count: capacity)
    rootCandidateCounts = Array(repeating: 0, count: treeCount)
    noise = .allocate(capacity: actionCount)
  }

  deinit {
    noise.deallocate()
  }

  /// The slots that a model needs for one tree.
  public var slotsPerTree: Int { configuration.simulations + 1 }

  /// Grows one tree from every root that was set on a model.
  ///
  /// - Parameters:
  ///   - model: The model; its roots `0..<keys.count` have been set.
  ///   - keys: What the random numbers of each tree are a function of, 1 to `B`.
  /// - Throws: `SearchError` if a model's answer is not finite or a root is finished.
  public func run(on model: any Model, keys: [SearchKey]) throws(SearchError) {
    try run(on: model, keys: keys, fixedNoise: nil)
  }

  /// Grows trees with given Gumbel noise, `[A]`, in place of drawn one, while a closure agrees.
  func run(
    on model: any Model, keys: [SearchKey], fixedNoise: [Float]?,
    while goesOn: (Int) -> Bool = { _ in true }
  ) throws(SearchError) {
    precondition(
      !keys.isEmpty && keys.count <= treeCount, "found \(keys.count) keys for \(treeCount) trees")
    precondition(
      model.actionCount == actionCount,
      "the model has \(model.actionCount) actions, the search \(actionCount)")
    self.keys = keys
    try plantRoots(model, fixedNoise: fixedNoise)
    var simulation = 0
    while simulation < configuration.simulations && (simulation == 0 || goesOn(simulation)) {
      let width = min(configuration.leavesPerTree, configuration.simulations - simulation)
      batch.removeAll()
      for tree in 0..<keys.count {
        let firstRow = batch.count
        for index in 0..<width {
          select(tree: tree, simulation: simulation + index, firstRow: firstRow)
        }
      }
      if batch.count > 0 {
        model.expand(&batch)
        try receiveLeaves()
      }
      simulation += width
    }
  }

  // MARK: Roots

  private func plantRoots(_ model: any Model, fixedNoise: [Float]?) throws(SearchError) {
    batch.removeAll()
    for tree in 0..<keys.count {
      trees[tree].plant()
      let slot = tree * slotsPerTree
      batch.append(
        tree: tree, node: 0, parentSlot: slot, slot: slot, action: -1, key: keys[tree])
    }
    model.evaluateRoots(&batch)
    for row in 0..<batch.count {
      let tree = trees[row]
      tree.nodes[0].rawValue = batch.values[row]
      if batch.legalCounts[row] == 0 { throw .finishedRoot(tree: row) }
      try setCandidates(of: SearchTree.root, row: row)
      tree.sumWeights(of: SearchTree.root)
      writeRootKeys(of: row, fixedNoise: fixedNoise)
      tree.backUp(batch.values[row], from: SearchTree.root)
    }
  }

  /// Orders the root's candidates by prior with Dirichlet noise, or by logit with Gumbel noise.
  private func writeRootKeys(of index: Int, fixedNoise: [Float]?) {
    let tree = trees[index]
    let root = SearchTree.root
    let count = Int(tree.nodes[0].candidateCount)
    let row = tree.row(of: root)
    var random = keys[index].random(for: .rootNoise)
    switch configuration.algorithm {
    case .puct:
      CandidateRow.exponentials(
        of: row, paddedCount: tree.paddedCount(of: root), maximum: tree.nodes[0].maximum,
        into: tree.rootKeys)
      let fraction = configuration.rootNoiseFraction
      if fraction > 0 {
        RootNoise.drawDirichlet(
          alpha: configuration.rootNoiseAlpha,
          into: UnsafeMutableBufferPointer(rebasing: noise[..<count]), using: &random)
      }
      let total = tree.nodes[0].total
      for candidate in 0..<count {
        let prior = Double(tree.rootKeys[candidate]) / total
        tree.rootKeys[candidate] = Float(
          fraction > 0
            ? RootNoise.mix(prior: prior, share: noise[candidate], fraction: fraction) : prior)
      }
    case .gumbel:
      for candidate in 0..<count {
        let logit = Double(row[candidate] - tree.nodes[0].maximum)
        var own = 0.0
        if let fixedNoise {
          own = Double(fixedNoise[Int(tree.action(of: candidate, at: root))])
        } else if configuration.gumbelScale > 0 {
          own = configuration.gumbelScale * RootNoise.gumbel(using: &random)
        }
        tree.rootKeys[candidate] = Float(logit + own)
      }
    }
    tree.orderRootCandidates()
    rootCandidateCounts[index] = (0..<count).count { tree.rootKeys[$0] > -.infinity }
  }

  // MARK: Simulations

  /// Walks from the root of a tree to a leaf; a new leaf becomes a row of the batch.
  private func select(tree index: Int, simulation: Int, firstRow: Int) {
    let tree = trees[index]
    var node = SearchTree.root
    var parentMean = 0.0
    while true {
      let isRoot = node == SearchTree.root
      let child: Int32
      if configuration.algorithm == .gumbel && isRoot {
        child = halving.choose(
          of: tree, candidateCount: rootCandidateCounts[index], simulation: simulation)
      } else if configuration.algorithm == .gumbel && configuration.interiorRule == .gumbel {
        child = interior.choose(at: node, of: tree)
      } else {
        child = puct.choose(at: node, of: tree, parentMean: &parentMean)
      }
      if child == SearchTree.none {
        let leaf = tree.addChild(of: node)
        let base = index * slotsPerTree
        waiting[batch.count] = 1
        batch.append(
          tree: index, node: Int(leaf), parentSlot: base + Int(node), slot: base + Int(leaf),
          action: tree.nodes[Int(leaf)].action, key: keys[index])
        if configuration.leavesPerTree > 1 { tree.addPending(1, upFrom: leaf) }
        return
      }
      let edge = tree.nodes + Int(child)
      if edge.pointee.visits == 0 {
        // This leaf waits already: the model is asked once, and both simulations are backed up.
        for row in firstRow..<batch.count where batch.nodes[row] == child { waiting[row] += 1 }
        tree.addPending(1, upFrom: child)
        return
      }
      if edge.pointee.candidateCount == 0 {
        tree.backUp(edge.pointee.rawValue, from: child)
        return
      }
      if edge.pointee.discount < 0 { parentMean = -parentMean }
      node = child
    }
  }

  /// Puts what the model answered into the trees and backs it up.
  private func receiveLeaves() throws(SearchError) {
    for row in 0..<batch.count {
      let tree = trees[Int(batch.trees[row])]
      let leaf = batch.nodes[row]
      let reward = batch.rewards[row]
      let discount = batch.discounts[row]
      let value = batch.values[row]
      if !(reward.isFinite && discount.isFinite && value.isFinite) {
        throw .notFinite(
          what: !reward.isFinite ? "reward" : discount.isFinite ? "value" : "discount",
          tree: Int(batch.trees[row]), node: Int(leaf))
      }
      tree.nodes[Int(leaf)].reward = reward
      tree.nodes[Int(leaf)].discount = discount
      tree.nodes[Int(leaf)].rawValue = value
      try setCandidates(of: leaf, row: row)
      if configuration.leavesPerTree > 1 { tree.addPending(-waiting[row], upFrom: leaf) }
      for _ in 0..<waiting[row] { tree.backUp(value, from: leaf) }
    }
  }

  private func setCandidates(of node: Int32, row: Int) throws(SearchError) {
    let tree = trees[Int(batch.trees[row])]
    let start = Int(batch.logitRows[row]) * actionCount
    let legalCount = Int(batch.legalCounts[row])
    let isFit = batch.logits.withUnsafeBufferPointer { logits in
      guard let base = logits.baseAddress else { return false }
      if legalCount < 0 { return tree.setCandidates(of: node, logits: base + start) }
      return batch.legalActions.withUnsafeBufferPointer { actions in
        let first = Int(batch.legalStarts[row])
        return tree.setCandidates(
          of: node, logits: base + start,
          actions: UnsafeBufferPointer(rebasing: actions[first..<first + legalCount]))
      }
    }
    if !isFit || !tree.nodes[Int(node)].rawValue.isFinite {
      throw .notFinite(
        what: isFit ? "value" : "policy", tree: Int(batch.trees[row]), node: Int(node))
    }
  }

  // MARK: Results

  /// What the last run found out about a root.
  ///
  /// - Parameter index: A tree, below the number of keys of the last run.
  /// - Returns: The result.
  public func result(of index: Int) -> SearchResult {
    precondition(index < keys.count, "found tree \(index), expected one below \(keys.count)")
    let tree = trees[index]
    let root = tree.nodes[0]
    var edges: [SearchResult.Edge] = []
    edges.reserveCapacity(Int(root.childCount))
    var child = root.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes[Int(child)]
      edges.append(
        SearchResult.Edge(
          action: Action(rawValue: edge.action), visits: Int(edge.visits),
          value: Float(edge.actionValue)))
      child = edge.sibling
    }
    edges.sort { $0.action < $1.action }

    var prior = [Float](repeating: 0, count: actionCount)
    let row = tree.row(of: SearchTree.root)
    for candidate in 0..<Int(root.candidateCount) {
      let weight = Exponential.exp(row[candidate] - root.maximum)
      prior[Int(tree.action(of: candidate, at: SearchTree.root))] = Float(
        Double(weight) / root.total)
    }
    var policy = [Float](repeating: 0, count: actionCount)
    let best: Action
    switch configuration.algorithm {
    case .puct:
      let total = Float(edges.reduce(0) { $0 + $1.visits })
      for edge in edges { policy[edge.action.index] = Float(edge.visits) / total }
      let most = edges.map(\.visits).max() ?? 0
      best = edges.first { $0.visits == most }?.action ?? Action(rawValue: -1)
    case .gumbel:
      halving.writeImprovedPolicy(of: tree, to: &policy)
      best = Action(rawValue: tree.nodes[Int(halving.bestChild(of: tree))].action)
    }
    return SearchResult(
      edges: edges, policy: policy, prior: prior, value: Float(root.valueSum / Double(root.visits)),
      networkValue: root.rawValue, bestAction: best,
      action: playedAction(edges: edges, best: best, key: keys[index]))
  }

  private func playedAction(edges: [SearchResult.Edge], best: Action, key: SearchKey) -> Action {
    let temperature =
      key.ply < UInt64(max(0, configuration.temperaturePlies))
      ? configuration.temperature : configuration.finalTemperature
    if temperature == 0 { return best }
    var random = key.random(for: .move)
    let chances = MoveChoice.probabilities(
      visits: edges.map(\.visits), temperature: temperature)
    return edges[MoveChoice.draw(chances, using: &random)].action
  }
}
