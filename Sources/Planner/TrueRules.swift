public import GameProtocol

/// The model of AlphaZero: the rules of a game, and an evaluator that judges positions.
///
/// An action that ends the game gives its reward with discount 0, and its node is never left: the
/// evaluator is not asked about it, and every later visit counts as a simulation. Where a step limit
/// cut the game off, the value is the evaluator's.
public final class TrueRules<G: Game>: Model {
  /// The rules.
  public let game: G
  /// The number of actions, `A`.
  public let actionCount: Int

  private let evaluator: any Evaluator<G.State>
  private let slotsPerTree: Int
  private let discount: Float
  private let isStochastic: Bool
  /// The positions of all trees, `[B, N]`.
  private var states: [G.State]
  /// Of each row: where its position is kept, the action that leads to it, whose turn it was, and
  /// what the action brought, `[R]`.
  private var places: [Int] = []
  private var actions: [Action] = []
  private var movers: [Player] = []
  private var steps: [Step] = []
  private var leaves: [LeafPosition] = []
  private var leafRows: [Int] = []
  private var leafValues: [Float]

  /// Makes room for the positions of all trees.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - evaluator: Judges positions.
  ///   - treeCount: The number of trees, `B`.
  ///   - slotsPerTree: Positions per tree, `N`: `Search.slotsPerTree`.
  public init(
    game: G, evaluator: any Evaluator<G.State>, treeCount: Int, slotsPerTree: Int
  ) {
    self.game = game
    self.evaluator = evaluator
    self.slotsPerTree = slotsPerTree
    let specification = game.specification
    actionCount = specification.actionCount
    discount = specification.discount
    isStochastic = specification.isStochastic
    states = Array(repeating: game.initialState(seed: 0), count: treeCount * slotsPerTree)
    leafValues = Array(repeating: 0, count: treeCount)
    leaves.reserveCapacity(treeCount)
    leafRows.reserveCapacity(treeCount)
  }

  /// Sets the position that a tree grows from.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - tree: The tree.
  public func setRoot(_ state: G.State, tree: Int) {
    states[tree * slotsPerTree] = state
  }

  /// Judges the roots.
  public func evaluateRoots(_ batch: inout LeafBatch) {
    beginQuestions(for: batch)
    for row in 0..<batch.count {
      let slot = Int(batch.slots[row])
      batch.setLegalActions(of: row) { states[slot].appendLegalActions(to: &$0) }
      ask(about: row, of: &batch)
    }
    answerQuestions(into: &batch)
  }

  /// Plays one action in the position of every row, and judges where it leads.
  public func expand(_ batch: inout LeafBatch) {
    places.removeAll(keepingCapacity: true)
    actions.removeAll(keepingCapacity: true)
    movers.removeAll(keepingCapacity: true)
    for row in 0..<batch.count {
      let slot = Int(batch.slots[row])
      states[slot] = states[Int(batch.parentSlots[row])]
      if isStochastic {
        // The copy must not know the real future: its chance is drawn anew for every edge.
        var random = batch.keys[row].random(for: .game, node: Int(batch.nodes[row]))
        states[slot].reseed(random.next())
      }
      places.append(slot)
      actions.append(Action(rawValue: batch.actions[row]))
      movers.append(states[slot].playerToMove)
    }
    G.State.apply(actions, to: &states, at: places, steps: &steps)
    beginQuestions(for: batch)
    for row in 0..<batch.count {
      let slot = places[row]
      batch.rewards[row] = steps[row].reward
      batch.discounts[row] = states[slot].playerToMove == movers[row] ? discount : -discount
      switch steps[row].end {
      case .continues:
        batch.setLegalActions(of: row) { states[slot].appendLegalActions(to: &$0) }
        ask(about: row, of: &batch)
      case .truncated:
        batch.setLegalActions(of: row) { _ in }
        ask(about: row, of: &batch)
      case .terminated:
        batch.setLegalActions(of: row) { _ in }
        batch.discounts[row] = 0
      }
    }
    answerQuestions(into: &batch)
  }

  private func beginQuestions(for batch: LeafBatch) {
    leaves.removeAll(keepingCapacity: true)
    leafRows.removeAll(keepingCapacity: true)
    if leafValues.count < batch.count {
      leafValues = Array(repeating: 0, count: batch.count)
    }
  }

  private func ask(about row: Int, of batch: inout LeafBatch) {
    batch.logitRows[row] = Int32(leaves.count)
    leafRows.append(row)
    leaves.append(
      LeafPosition(slot: batch.slots[row], node: batch.nodes[row], key: batch.keys[row]))
  }

  private func answerQuestions(into batch: inout LeafBatch) {
    if leaves.isEmpty { return }
    var logits = batch.logits.mutableSpan
    var logitsInUse = logits._mutatingExtracting(first: leaves.count * actionCount)
    var values = leafValues.mutableSpan
    var valuesInUse = values._mutatingExtracting(first: leaves.count)
    evaluator.evaluate(leaves.span, of: states, logits: &logitsInUse, values: &valuesInUse)
    for (leaf, row) in leafRows.enumerated() { batch.values[row] = leafValues[leaf] }
  }
}
