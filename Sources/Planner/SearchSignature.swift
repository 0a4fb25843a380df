import GameProtocol

/// One number that says whether search does what it did before.
///
/// It is made of the trees of many searches, over all variants of the configuration, on random
/// tables. It is the same on every machine and for every set of compiler flags.
public enum SearchSignature {
  /// Searches, and hashes every node of every tree.
  ///
  /// - Returns: The number.
  public static func compute() -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for (index, configuration) in variants.enumerated() {
      // Two tables: a small one searched through and through, and a large one barely touched.
      for (actions, states) in [(4, 6), (150, 40)] {
        let search = Search(configuration: configuration, treeCount: 3, actionCount: actions)
        let model = HashedModel(
          actionCount: actions, stateCount: states, slotCount: 3 * search.slotsPerTree,
          playerCount: index % 2 + 1)
        let keys = (0..<3).map { SearchKey(seed: UInt64(index), game: UInt64($0), ply: 29) }
        do {
          try search.run(on: model, keys: keys)
        } catch {
          preconditionFailure("\(error)")
        }
        for tree in 0..<3 { add(search, tree: tree, to: &hash) }
      }
    }
    return hash
  }

  private static var variants: [SearchConfiguration] {
    var variants: [SearchConfiguration] = []
    for algorithm in SearchConfiguration.Algorithm.allCases {
      for bounds in SearchConfiguration.ValueBounds.allCases {
        for urgency in SearchConfiguration.FirstPlayUrgency.allCases {
          var configuration = SearchConfiguration()
          configuration.algorithm = algorithm
          configuration.valueBounds = bounds
          configuration.firstPlayUrgency = urgency
          configuration.interiorRule = urgency == .loss ? .gumbel : .puct
          configuration.visitConvention = urgency == .draw ? .edges : .node
          let kinds = SearchConfiguration.CompletedValues.allCases
          configuration.completedValues = kinds[variants.count % kinds.count]
          configuration.simulations = 64
          configuration.leavesPerTree = urgency == .parent ? 4 : 1
          variants.append(configuration)
        }
      }
    }
    return variants
  }

  /// Adds a tree by the method of Fowler, Noll and Vo, word by word.
  private static func add(_ search: Search, tree index: Int, to hash: inout UInt64) {
    let tree = search.trees[index]
    for node in 0..<Int(tree.nodeCount.pointee) {
      let node = tree.nodes[node]
      for word in [
        UInt64(bitPattern: Int64(node.parent)), UInt64(bitPattern: Int64(node.action)),
        UInt64(bitPattern: Int64(node.visits)), node.valueSum.bitPattern,
      ] {
        hash = (hash ^ word) &* 0x0000_0100_0000_01B3
      }
    }
    let result = search.result(of: index)
    hash = (hash ^ UInt64(bitPattern: Int64(result.action.rawValue))) &* 0x0000_0100_0000_01B3
    for share in result.policy {
      hash = (hash ^ UInt64(share.bitPattern)) &* 0x0000_0100_0000_01B3
    }
  }
}

/// A random table that is made where it is looked at.
private final class HashedModel: Model {
  let actionCount: Int
  private let stateCount: Int
  private let discount: Float
  private var stateOfSlot: [Int]

  init(actionCount: Int, stateCount: Int, slotCount: Int, playerCount: Int) {
    self.actionCount = actionCount
    self.stateCount = stateCount
    discount = playerCount == 2 ? -1 : 0.96875
    stateOfSlot = Array(repeating: 0, count: slotCount)
  }

  func evaluateRoots(_ batch: inout LeafBatch) {
    for row in 0..<batch.count { judge(0, row: row, of: &batch) }
  }

  func expand(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      let state = stateOfSlot[Int(batch.parentSlots[row])]
      let edge = UInt64(state * actionCount) + UInt64(batch.actions[row])
      var random = CounterRandom(seed: 1, stream: .game, game: edge)
      let next = random.below(stateCount)
      stateOfSlot[Int(batch.slots[row])] = next
      batch.rewards[row] = random.below(4) == 0 ? Float(2 * random.uniform() - 1) : 0
      batch.discounts[row] = random.below(8) == 0 ? 0 : discount
      judge(next, row: row, of: &batch)
    }
  }

  private func judge(_ state: Int, row: Int, of batch: inout LeafBatch) {
    var random = CounterRandom(seed: 2, stream: .game, game: UInt64(state))
    batch.values[row] = Float(2 * random.uniform() - 1)
    for action in 0..<actionCount {
      batch.logits[row * actionCount + action] = Float(6 * random.uniform() - 3)
    }
    if state % 3 == 1 {
      // Some states have a list of legal actions, as under true rules.
      batch.setLegalActions(of: row) { actions in
        for action in stride(from: state % 2, to: actionCount, by: 3) {
          actions.append(Action(action))
        }
      }
    }
  }
}
