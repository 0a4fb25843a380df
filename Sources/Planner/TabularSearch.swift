import GameProtocol

/// One search of a model given as a table, so that trees can be compared with other programs'.
public struct TabularSearch: Hashable, Sendable {
  /// Whose conventions are followed.
  public enum Conventions: String, CaseIterable, Sendable {
    /// Node visits, the root starting at 1 with its own value; values in known bounds −1 and 1; an
    /// unvisited action counts as a loss; in Gumbel search σ = (50 + max N) · value on [0, 1].
    case standard
    /// The defaults of the Python package mctx: normalisation by parent and siblings in PUCT; 16
    /// considered actions and rescaled completed values, scale 0.1, in Gumbel search.
    case mctx

    /// The search that the conventions ask for, without noise.
    ///
    /// - Parameters:
    ///   - algorithm: The root rule.
    ///   - simulations: Simulations.
    /// - Returns: The configuration.
    public func configuration(
      algorithm: SearchConfiguration.Algorithm, simulations: Int
    ) -> SearchConfiguration {
      var configuration = SearchConfiguration().withoutExploration
      configuration.algorithm = algorithm
      configuration.simulations = simulations
      if self == .mctx {
        configuration.valueBounds = .siblings
        configuration.completedValues = .rescaled
        configuration.valueScale = 0.1
      }
      return configuration
    }
  }

  /// A node of the tree.
  public struct Node: Codable, Hashable, Sendable {
    /// The parent's place in the list; −1 for the root.
    public var parent: Int
    /// The action that led here; −1 for the root.
    public var action: Int
    /// The node's visits.
    public var visits: Int
    /// The mean value for the player to move here.
    public var value: Double
    /// The reward of the step that led here; 0 for the root.
    public var reward: Double
  }

  /// What the search found out.
  public struct Answer: Codable, Hashable, Sendable {
    /// The nodes in the order of their expansion.
    public var nodes: [Node]
    /// Visits of each action at the root, `[A]`.
    public var rootVisits: [Int]
    /// Visit shares, or the improved policy of Gumbel search, `[A]`.
    public var policy: [Double]
    /// The best action.
    public var action: Int
  }

  /// The table.
  public var model: TabularModel
  /// How it is searched.
  public var configuration: SearchConfiguration

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - model: The table.
  ///   - algorithm: The root rule.
  ///   - simulations: Simulations, at least 1.
  ///   - conventions: Whose conventions are followed.
  public init(
    model: TabularModel, algorithm: SearchConfiguration.Algorithm, simulations: Int,
    conventions: Conventions = .standard
  ) {
    self.init(
      model: model,
      configuration: conventions.configuration(algorithm: algorithm, simulations: simulations))
  }

  /// Prepares a search with a configuration of its own.
  init(model: TabularModel, configuration: SearchConfiguration) {
    self.model = model
    self.configuration = configuration
  }

  /// Searches.
  ///
  /// - Returns: The tree and what it says about the root.
  /// - Throws: `TabularError` if the table or the number of simulations is at fault.
  public func answer() throws(TabularError) -> Answer {
    try model.validate()
    if !(1...1_000_000).contains(configuration.simulations) {
      throw .outOfRange(
        key: "simulations", found: configuration.simulations, expected: "1 to 1000000")
    }
    let search = Search(
      configuration: configuration, treeCount: 1, actionCount: model.actions)
    let table = TableFollower(model, slotCount: search.slotsPerTree)
    do {
      let noise = model.gumbel ?? Array(repeating: 0, count: model.actions)
      try search.run(
        on: table, keys: [SearchKey()],
        fixedNoise: configuration.algorithm == .gumbel ? noise : nil)
    } catch {
      // The table holds finite numbers only, so their answers are finite as well.
      preconditionFailure("\(error)")
    }
    return Self.answer(of: search, tree: 0)
  }

  /// Reads a tree that was searched.
  static func answer(of search: Search, tree: Int) -> Answer {
    let view = search.trees[tree]
    let nodes = (0..<Int(view.nodeCount.pointee)).map { index in
      let node = view.nodes[index]
      return Node(
        parent: Int(node.parent), action: Int(node.action), visits: Int(node.visits),
        value: node.valueSum / Double(node.visits), reward: Double(node.reward))
    }
    let result = search.result(of: tree)
    var rootVisits = Array(repeating: 0, count: search.actionCount)
    for edge in result.edges { rootVisits[edge.action.index] = edge.visits }
    return Answer(
      nodes: nodes, rootVisits: rootVisits, policy: result.policy.map(Double.init),
      action: result.bestAction.index)
  }
}

/// Follows a table; a slot holds the number of a state.
final class TableFollower: Model {
  let actionCount: Int
  private let table: TabularModel
  private let rootActions: [Action]
  private var stateOfSlot: [Int]

  init(_ table: TabularModel, slotCount: Int) {
    self.table = table
    actionCount = table.actions
    rootActions = (0..<table.actions).filter { table.invalid?[$0] != 1 }.map { Action($0) }
    stateOfSlot = Array(repeating: table.root, count: slotCount)
  }

  func evaluateRoots(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      stateOfSlot[Int(batch.slots[row])] = table.root
      batch.setLegalActions(of: row) { $0.append(contentsOf: rootActions) }
      judge(table.root, row: row, of: &batch)
    }
  }

  func expand(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      let state = stateOfSlot[Int(batch.parentSlots[row])]
      let action = Int(batch.actions[row])
      let next = table.next[state][action]
      stateOfSlot[Int(batch.slots[row])] = next
      batch.rewards[row] = table.reward[state][action]
      batch.discounts[row] = table.discount[state][action]
      judge(next, row: row, of: &batch)
    }
  }

  private func judge(_ state: Int, row: Int, of batch: inout LeafBatch) {
    batch.values[row] = table.value[state]
    for action in 0..<actionCount {
      batch.logits[row * actionCount + action] = table.logits[state][action]
    }
  }
}
