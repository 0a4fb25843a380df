import GameProtocol

@testable import Planner

/// A tree made by hand: a root with the given logits and visited actions.
///
/// The visited actions are those with the greatest keys, because search would have come to them
/// first.
struct HandMadeTree {
  let trees: SearchTree
  var tree: Tree { trees[0] }

  init(
    logits: [Float], noise: [Float]? = nil, visits: [Int], values: [Double], rawValue: Float,
    keysArePriors: Bool = false, nodeCount: Int = 16
  ) {
    trees = SearchTree(
      treeCount: 1, nodesPerTree: nodeCount, actionCount: logits.count,
      rootKeysArePriors: keysArePriors)
    let tree = trees[0]
    tree.plant()
    logits.withUnsafeBufferPointer { row in
      guard let first = row.baseAddress else { return }
      _ = tree.setCandidates(of: 0, logits: first)
    }
    tree.sumWeights(of: SearchTree.root)
    // A view of a tree does not keep it alive; a test's few trees may live for ever.
    _ = Unmanaged.passRetained(trees)
    for action in logits.indices {
      let logit = logits[action] - tree.nodes[0].maximum
      tree.rootKeys[action] =
        keysArePriors
        ? Float(Double(Exponential.exp(logit)) / tree.nodes[0].total)
        : logit + (noise?[action] ?? 0)
    }
    tree.orderRootCandidates()
    tree.nodes[0].rawValue = rawValue
    tree.nodes[0].visits = 1
    tree.nodes[0].valueSum = Double(rawValue)
    for _ in 0..<visits.count(where: { $0 > 0 }) {
      tree.refreshCandidate(of: 0, needsRemaining: true)
      let child = Int(tree.addChild(of: 0))
      let action = Int(tree.nodes[child].action)
      precondition(visits[action] > 0, "action \(action) is not among the first")
      tree.nodes[child].visits = Int32(visits[action])
      tree.nodes[child].actionValue = values[action]
      tree.nodes[0].visits += Int32(visits[action])
      tree.nodes[0].valueSum += values[action] * Double(visits[action])
      tree.nodes[0].evaluatedCount += 1
      tree.leastValue.pointee = min(tree.leastValue.pointee, values[action])
      tree.greatestValue.pointee = max(tree.greatestValue.pointee, values[action])
    }
  }

  /// The child that an action leads to.
  func child(_ action: Int) -> Int32 {
    var child = tree.nodes[0].firstChild
    while child != SearchTree.none, Int(tree.nodes[Int(child)].action) != action {
      child = tree.nodes[Int(child)].sibling
    }
    return child
  }
}

/// The logarithm of each probability, as logits.
func logits(_ probabilities: Double...) -> [Float] {
  probabilities.map { Float(Exponential.log($0)) }
}

/// A small random number generator that other languages have in the same form.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A multiple of 2⁻²⁴ in [0, 1).
  mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }
}

extension TabularModel {
  /// The random table that `Tests/Scripts/make_mctx_trees.py` makes from the same seed.
  static func random(seed: UInt64, actions: Int, states: Int) -> TabularModel {
    var random = SplitMix64(seed)
    var table = TabularModel(
      actions: actions, states: states, logits: [], value: [], next: [], reward: [], discount: [])
    for _ in 0..<states {
      table.value.append(2 * random.uniform() - 1)
      var logits: [Float] = []
      var next: [Int] = []
      var rewards: [Float] = []
      var discounts: [Float] = []
      for _ in 0..<actions {
        logits.append(4 * random.uniform() - 2)
        next.append(Int(random.next() % UInt64(states)))
        let reward = 2 * random.uniform() - 1
        rewards.append(random.next() % 2 == 0 ? reward : 0)
        let mixed: Float = random.next() % 2 == 0 ? -0.96875 : 0.96875
        let sign = [-1, 0.90625, mixed][Int(seed % 3)]
        discounts.append(random.next() % 8 == 0 ? 0 : sign)
      }
      table.logits.append(logits)
      table.next.append(next)
      table.reward.append(rewards)
      table.discount.append(discounts)
    }
    var invalid: [Int] = []
    for _ in 0..<actions {
      invalid.append(random.next() % 3 == 0 && seed % 2 == 1 ? 1 : 0)
    }
    if invalid.allSatisfy({ $0 == 1 }) { invalid[0] = 0 }
    table.invalid = invalid
    return table
  }
}

/// Several tables at once, one per tree, so that a batch can be compared with single searches.
final class TableBatch: Model {
  let actionCount: Int
  private let tables: [TabularModel]
  private let slotsPerTree: Int
  private var stateOfSlot: [Int]
  /// Called before each step.
  var willExpand: () -> Void = {}
  /// The rows of the last step.
  private(set) var lastCount = 0

  init(_ tables: [TabularModel], slotsPerTree: Int) {
    self.tables = tables
    self.slotsPerTree = slotsPerTree
    actionCount = tables[0].actions
    stateOfSlot = Array(repeating: 0, count: tables.count * slotsPerTree)
  }

  func evaluateRoots(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      let table = tables[Int(batch.trees[row])]
      stateOfSlot[Int(batch.slots[row])] = table.root
      batch.setLegalActions(of: row) { actions in
        for action in 0..<actionCount where table.invalid?[action] != 1 {
          actions.append(Action(action))
        }
      }
      judge(table, table.root, row, &batch)
    }
  }

  func expand(_ batch: inout LeafBatch) {
    willExpand()
    lastCount = batch.count
    for row in 0..<batch.count {
      let table = tables[Int(batch.trees[row])]
      let state = stateOfSlot[Int(batch.parentSlots[row])]
      let action = Int(batch.actions[row])
      stateOfSlot[Int(batch.slots[row])] = table.next[state][action]
      batch.rewards[row] = table.reward[state][action]
      batch.discounts[row] = table.discount[state][action]
      judge(table, table.next[state][action], row, &batch)
    }
  }

  private func judge(
    _ table: TabularModel, _ state: Int, _ row: Int, _ batch: inout LeafBatch
  ) {
    batch.values[row] = table.value[state]
    for action in 0..<actionCount {
      batch.logits[row * actionCount + action] = table.logits[state][action]
    }
  }
}
