import GameProtocol

/// The trees of a lockstep batch, as flat arrays that are reused from search to search.
///
/// An action that was never visited has no edge; the edge of a visited one is stored with the node
/// that it leads to, because a search tree has exactly one edge into every node but the root. So a
/// tree of `n` simulations has at most `n + 1` nodes, and the memory it touches is what it visited,
/// apart from one row of candidate keys per node.
///
/// Shapes: `B` trees, `N` nodes per tree, `A` actions.
///
/// - Invariant: A node's visits are 1 + those of its children once it was evaluated, unless it is
///   never left.
final class SearchTree {
  /// A node, and the edge from its parent.
  struct Node {
    // What the parent's choice reads comes first, in one cache line.

    /// Reward + signed discount · mean value, for the player who moves at the parent.
    var actionValue: Double
    /// Returns backed up, each for the player who moves here.
    var valueSum: Double
    /// Simulations that came here; 0 until the first is backed up.
    var visits: Int32
    /// Simulations that came here and wait for the model.
    var pending: Int32
    /// The next child of the same parent, in the order of first visits.
    var sibling: Int32
    /// The action of the edge.
    var action: Int32
    /// Its probability at the parent, with noise where the parent is a noisy root; set by the time
    /// the parent is left for the second time.
    var prior: Float
    /// Its logit less the greatest logit at the parent.
    var logit: Float
    /// exp(logit).
    var weight: Float
    /// What the order of the parent's candidates goes by.
    var key: Float
    var reward: Float
    var discount: Float

    var parent: Int32
    var firstChild: Int32
    var lastChild: Int32
    var childCount: Int32
    /// Children whose value has come back.
    var evaluatedCount: Int32
    /// What the model said when the node was new, for the player who moves here.
    var rawValue: Float
    /// The greatest logit.
    var maximum: Float
    /// Candidates, visited or not; 0 for a node that is never left.
    var candidateCount: Int32
    /// Where the candidates are in the tree's arena, in units of a vector.
    var candidateStart: UInt32
    /// Whether candidates are listed in the arena; otherwise candidate `i` is action `i`.
    var isMasked: Bool
    /// Whether `candidate` has an edge already, so that the next one is still to be found.
    var isStale: Bool
    /// The best candidate without an edge, as an index into the row; −1 if there is none.
    var candidate: Int32
    /// What the order goes by, of `candidate`; so are the next three.
    var candidateKey: Float
    /// Its logit less the greatest.
    var candidateLogit: Float
    /// exp(logit).
    var candidateWeight: Float
    /// Its probability, once `total` is known; with noise at a noisy root.
    var candidatePrior: Float
    /// Σ exp(logit − maximum) over all candidates; 0 while nobody has asked for it.
    var total: Double
    /// What `total` does not fall below; known of a node with one child.
    var leastTotal: Double
    /// The same sum over the candidates without an edge.
    var remaining: Double
  }

  /// No node, in links between nodes.
  static let none: Int32 = -1
  /// The root of every tree.
  static let root: Int32 = 0

  let treeCount: Int
  let nodesPerTree: Int
  let actionCount: Int
  /// Whether the keys of a root are probabilities, with noise in them.
  let rootKeysArePriors: Bool
  /// The length of a row of all actions.
  let stride: Int

  /// The nodes, `[B, N]`.
  private let nodes: UnsafeMutablePointer<Node>
  /// Logits of the nodes' candidates, `[B, N * stride]`.
  ///
  /// Each tree is filled from its start; memory that no node reaches is never touched, so it costs
  /// addresses only.
  private let logits: UnsafeMutablePointer<Float>
  /// The candidates' actions, where they are not all actions, in the same places.
  private let listedActions: UnsafeMutablePointer<Int32>
  /// What the order of the roots' candidates goes by, `[B, stride]`.
  private let rootKeys: UnsafeMutablePointer<Float>
  private let nodeCounts: UnsafeMutablePointer<Int32>
  private let arenaEnds: UnsafeMutablePointer<Int>
  /// The least and the greatest action value seen in each tree, `[B]`.
  private let leastValues: UnsafeMutablePointer<Double>
  private let greatestValues: UnsafeMutablePointer<Double>

  init(treeCount: Int, nodesPerTree: Int, actionCount: Int, rootKeysArePriors: Bool) {
    precondition(treeCount > 0 && nodesPerTree > 0 && actionCount > 0, "a tree needs room")
    self.treeCount = treeCount
    self.nodesPerTree = nodesPerTree
    self.actionCount = actionCount
    self.rootKeysArePriors = rootKeysArePriors
    stride = CandidateRow.length(actionCount)
    precondition(nodesPerTree * stride / CandidateRow.lanes < 1 << 32, "the tree is too large")
    nodes = .allocate(capacity: treeCount * nodesPerTree)
    logits = .allocate(capacity: treeCount * nodesPerTree * stride)
    listedActions = .allocate(capacity: treeCount * nodesPerTree * stride)
    rootKeys = .allocate(capacity: treeCount * stride)
    rootKeys.initialize(repeating: -.infinity, count: treeCount * stride)
    nodeCounts = .allocate(capacity: treeCount)
    nodeCounts.initialize(repeating: 0, count: treeCount)
    arenaEnds = .allocate(capacity: treeCount)
    arenaEnds.initialize(repeating: 0, count: treeCount)
    leastValues = .allocate(capacity: treeCount)
    leastValues.initialize(repeating: 0, count: treeCount)
    greatestValues = .allocate(capacity: treeCount)
    greatestValues.initialize(repeating: 0, count: treeCount)
  }

  deinit {
    nodes.deallocate()
    logits.deallocate()
    listedActions.deallocate()
    rootKeys.deallocate()
    nodeCounts.deallocate()
    arenaEnds.deallocate()
    leastValues.deallocate()
    greatestValues.deallocate()
  }

  /// One tree of the batch.
  subscript(tree: Int) -> Tree {
    Tree(
      nodes: nodes + tree * nodesPerTree, logits: logits + tree * nodesPerTree * stride,
      listedActions: listedActions + tree * nodesPerTree * stride,
      rootKeys: rootKeys + tree * stride, nodeCount: nodeCounts + tree, arenaEnd: arenaEnds + tree,
      leastValue: leastValues + tree, greatestValue: greatestValues + tree,
      actionCount: actionCount, rootKeysArePriors: rootKeysArePriors)
  }
}

/// One tree of a batch: a view of the arrays of `SearchTree`, which must outlive it.
struct Tree {
  let nodes: UnsafeMutablePointer<SearchTree.Node>
  let logits: UnsafeMutablePointer<Float>
  let listedActions: UnsafeMutablePointer<Int32>
  let rootKeys: UnsafeMutablePointer<Float>
  let nodeCount: UnsafeMutablePointer<Int32>
  let arenaEnd: UnsafeMutablePointer<Int>
  let leastValue: UnsafeMutablePointer<Double>
  let greatestValue: UnsafeMutablePointer<Double>
  let actionCount: Int
  let rootKeysArePriors: Bool

  /// Empties the tree and adds a root that waits for the model.
  func plant() {
    nodeCount.pointee = 0
    arenaEnd.pointee = 0
    leastValue.pointee = .infinity
    greatestValue.pointee = -.infinity
    _ = addNode(parent: SearchTree.none, action: -1, prior: 1, logit: 0, weight: 1, key: 0)
  }

  private func addNode(
    parent: Int32, action: Int32, prior: Float, logit: Float, weight: Float, key: Float
  ) -> Int32 {
    let index = nodeCount.pointee
    nodeCount.pointee = index + 1
    (nodes + Int(index)).initialize(
      to: SearchTree.Node(
        actionValue: 0, valueSum: 0, visits: 0, pending: 0, sibling: SearchTree.none,
        action: action, prior: prior, logit: logit, weight: weight, key: key, reward: 0,
        discount: 1, parent: parent, firstChild: SearchTree.none, lastChild: SearchTree.none,
        childCount: 0, evaluatedCount: 0, rawValue: 0, maximum: 0, candidateCount: 0,
        candidateStart: 0, isMasked: false, isStale: false, candidate: -1, candidateKey: 0,
        candidateLogit: 0, candidateWeight: 0, candidatePrior: 0, total: 0, leastTotal: 0,
        remaining: 0))
    return index
  }

  /// The logits of a node's candidates.
  @inline(__always)
  func row(of node: Int32) -> UnsafeMutablePointer<Float> {
    logits + Int(nodes[Int(node)].candidateStart) * CandidateRow.lanes
  }

  /// What the order of a node's candidates goes by.
  @inline(__always)
  func keys(of node: Int32) -> UnsafeMutablePointer<Float> {
    node == SearchTree.root ? rootKeys : row(of: node)
  }

  /// The length of a node's row.
  @inline(__always)
  func paddedCount(of node: Int32) -> Int {
    CandidateRow.paddedCount(Int(nodes[Int(node)].candidateCount))
  }

  /// The action of a candidate.
  @inline(__always)
  func action(of candidate: Int, at node: Int32) -> Int32 {
    let start = Int(nodes[Int(node)].candidateStart) * CandidateRow.lanes
    return nodes[Int(node)].isMasked ? listedActions[start + candidate] : Int32(candidate)
  }

  /// The candidate whose action is given, which is one.
  func candidate(for action: Int32, at node: Int32) -> Int {
    let this = nodes[Int(node)]
    if !this.isMasked { return Int(action) }
    // Listed actions ascend.
    let list = listedActions + Int(this.candidateStart) * CandidateRow.lanes
    var low = 0
    var high = Int(this.candidateCount) - 1
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < action { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Gives a node its candidates, all actions of a row of logits.
  ///
  /// - Returns: Whether the logits are fit to search with: none is a NaN or +∞, one is finite.
  func setCandidates(of node: Int32, logits source: UnsafePointer<Float>) -> Bool {
    beginCandidates(of: node, count: actionCount, isMasked: false)
    return fillRow(of: node, from: source)
  }

  /// Gives a node its candidates, some actions of a row of logits.
  ///
  /// - Returns: Whether the logits are fit to search with; true if there are no candidates.
  func setCandidates(
    of node: Int32, logits source: UnsafePointer<Float>, actions: UnsafeBufferPointer<Action>
  ) -> Bool {
    if actions.isEmpty { return true }
    beginCandidates(of: node, count: actions.count, isMasked: true)
    let row = row(of: node)
    let list = listedActions + (row - logits)
    for (candidate, action) in actions.enumerated() {
      precondition(
        candidate == 0 || actions[candidate - 1] < action, "legal actions must ascend: \(action)")
      precondition(0 <= action.index && action.index < actionCount, "no such action: \(action)")
      list[candidate] = action.rawValue
      row[candidate] = source[action.index]
    }
    return fillRow(of: node, from: row)
  }

  private func beginCandidates(of node: Int32, count: Int, isMasked: Bool) {
    precondition(count <= actionCount, "a list of legal actions names no action twice")
    nodes[Int(node)].candidateStart = UInt32(arenaEnd.pointee / CandidateRow.lanes)
    nodes[Int(node)].candidateCount = Int32(count)
    nodes[Int(node)].isMasked = isMasked
    arenaEnd.pointee += CandidateRow.length(count)
  }

  private func fillRow(of node: Int32, from source: UnsafePointer<Float>) -> Bool {
    let this = nodes + Int(node)
    let (first, isFit) = CandidateRow.fill(
      row(of: node), from: source, count: Int(this.pointee.candidateCount))
    this.pointee.candidate = first.index
    this.pointee.candidateKey = first.key
    this.pointee.maximum = first.key
    // The best candidate's weight is e⁰. What the weights add up to is found when the node is left
    // for the second time: most nodes never are.
    this.pointee.candidateLogit = 0
    this.pointee.candidateWeight = 1
    this.pointee.total = 0
    return isFit && first.index >= 0
  }

  /// Finds what the weights of a node's candidates add up to, if it is not known yet.
  ///
  /// - Parameter node: A node with one child at most.
  func sumWeights(of node: Int32) {
    let this = nodes + Int(node)
    if this.pointee.total > 0 { return }
    let total = CandidateRow.total(
      of: row(of: node), paddedCount: paddedCount(of: node), maximum: this.pointee.maximum)
    this.pointee.total = total
    this.pointee.remaining = total
    this.pointee.candidatePrior = Float(Double(this.pointee.candidateWeight) / total)
    if this.pointee.firstChild != SearchTree.none {
      // The first child had the greatest logit, so its weight is 1.
      nodes[Int(this.pointee.firstChild)].prior = Float(1 / total)
      this.pointee.remaining -= 1
    }
  }

  /// Orders the root's candidates by `rootKeys`, which have been written.
  func orderRootCandidates() {
    let (first, _) = CandidateRow.fill(
      rootKeys, from: rootKeys, count: Int(nodes[0].candidateCount))
    setCandidate(first.index, key: first.key, of: SearchTree.root)
  }

  private func setCandidate(_ candidate: Int32, key: Float, of node: Int32) {
    let this = nodes + Int(node)
    this.pointee.candidate = candidate
    this.pointee.candidateKey = key
    this.pointee.isStale = false
    if candidate < 0 { return }
    let logit = row(of: node)[Int(candidate)] - this.pointee.maximum
    let weight = Exponential.exp(logit)
    this.pointee.candidateLogit = logit
    this.pointee.candidateWeight = weight
    this.pointee.candidatePrior =
      node == SearchTree.root && rootKeysArePriors
      ? key : Float(Double(weight) / this.pointee.total)
  }

  /// Finds the best candidate without an edge, if it is not known yet.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - needsRemaining: Whether `remaining` must be right to many digits.
  @inline(__always)
  func refreshCandidate(of node: Int32, needsRemaining: Bool) {
    if nodes[Int(node)].isStale { findCandidate(of: node, needsRemaining: needsRemaining) }
  }

  private func findCandidate(of node: Int32, needsRemaining: Bool) {
    let this = nodes + Int(node)
    let last = (index: this.pointee.candidate, key: this.pointee.candidateKey)
    let padded = paddedCount(of: node)
    let next = CandidateRow.next(of: keys(of: node), paddedCount: padded, after: last)
    setCandidate(next.index, key: next.key, of: node)
    if this.pointee.total == 0 {
      if needsRemaining || padded <= CandidateRow.blockLength {
        sumWeights(of: node)
      } else {
        this.pointee.leastTotal = CandidateRow.leastTotal(
          of: row(of: node), paddedCount: padded, maximum: this.pointee.maximum)
      }
    }
    // Subtracting edge by edge leaves an error of some 1e−16 of the total; where little of the total
    // is left that would show, and the sum is taken afresh.
    if needsRemaining && this.pointee.remaining < this.pointee.total * 0x1p-20 {
      this.pointee.remaining = CandidateRow.total(
        of: row(of: node), paddedCount: padded, maximum: this.pointee.maximum, after: last)
    }
  }

  /// Gives the best candidate without an edge its edge, and a node at the end of it.
  ///
  /// - Parameter node: The node to leave; its candidate is fresh and exists.
  /// - Returns: The new node.
  func addChild(of node: Int32) -> Int32 {
    let this = nodes + Int(node)
    let weight = this.pointee.candidateWeight
    let child = addNode(
      parent: node, action: action(of: Int(this.pointee.candidate), at: node),
      prior: this.pointee.candidatePrior, logit: this.pointee.candidateLogit, weight: weight,
      key: this.pointee.candidateKey)
    if this.pointee.lastChild == SearchTree.none {
      this.pointee.firstChild = child
    } else {
      nodes[Int(this.pointee.lastChild)].sibling = child
    }
    this.pointee.lastChild = child
    this.pointee.childCount += 1
    this.pointee.remaining -= Double(weight)
    this.pointee.isStale = true
    return child
  }

  /// Marks the path to a leaf as waiting for the model, or takes one mark back.
  func addPending(_ change: Int32, upFrom leaf: Int32) {
    var node = leaf
    while node != SearchTree.none {
      nodes[Int(node)].pending += change
      node = nodes[Int(node)].parent
    }
  }

  /// Backs a value up from a leaf to the root.
  ///
  /// - Parameters:
  ///   - value: What the leaf is worth to the player who moves there.
  ///   - leaf: The leaf.
  func backUp(_ value: Float, from leaf: Int32) {
    var result = Double(value)
    var node = nodes + Int(leaf)
    while true {
      let visits = node.pointee.visits + 1
      let valueSum = node.pointee.valueSum + result
      node.pointee.visits = visits
      node.pointee.valueSum = valueSum
      let parent = node.pointee.parent
      if parent == SearchTree.none { return }
      let reward = Double(node.pointee.reward)
      let discount = Double(node.pointee.discount)
      let actionValue = reward + discount * (valueSum / Double(visits))
      node.pointee.actionValue = actionValue
      if actionValue < leastValue.pointee { leastValue.pointee = actionValue }
      if actionValue > greatestValue.pointee { greatestValue.pointee = actionValue }
      result = reward + discount * result
      node = nodes + Int(parent)
      if visits == 1 { node.pointee.evaluatedCount += 1 }
    }
  }
}
