public import GameProtocol

/// The leaves of one step of search, as flat arrays that are filled again and again.
///
/// Shapes: `R` rows of capacity, of which the first `count` are in use; `A` actions.
///
/// Before each call search resets the outputs of every row: reward 0, discount 1, value 0, logits in
/// the row of the same number, every action legal.
public struct LeafBatch {
  /// The number of actions, `A`.
  public let actionCount: Int
  /// The rows in use.
  public internal(set) var count = 0

  /// The tree that each row belongs to, `[R]`.
  public internal(set) var trees: [Int32]
  /// The number of each new node in its tree, 0 for a root, `[R]`.
  public internal(set) var nodes: [Int32]
  /// The slot of the state to step from, `[R]`; meaningless for roots.
  public internal(set) var parentSlots: [Int32]
  /// The slot that is to hold the new state, `[R]`.
  public internal(set) var slots: [Int32]
  /// The index of the action to take, `[R]`; meaningless for roots.
  public internal(set) var actions: [Int32]
  /// What the random numbers of each row are a function of, `[R]`.
  public internal(set) var keys: [SearchKey]

  /// The reward of the step for the player who took it, `[R]`, in units of reward.
  public var rewards: [Float]
  /// The signed discount, `[R]`: γ if the same player moves next, −γ if the opponent does, 0 if the
  /// game is over.
  public var discounts: [Float]
  /// The value of the new state for its player to move, `[R]`, in units of reward.
  public var values: [Float]
  /// The logits of the new states' policies, `[R, A]`; only those of legal actions are read.
  public var logits: [Float]
  /// The row of `logits` that belongs to each row, `[R]`; not read for a row without legal actions.
  public var logitRows: [Int32]

  /// The legal actions of all rows that have a list.
  public private(set) var legalActions: [Action] = []
  /// Where each row's list starts in `legalActions`, `[R]`.
  var legalStarts: [Int32]
  /// The length of each row's list, `[R]`; −1 where every action counts as legal.
  var legalCounts: [Int32]

  /// Makes a batch.
  ///
  /// - Parameters:
  ///   - capacity: The most rows, `R`.
  ///   - actionCount: The number of actions, `A`.
  init(capacity: Int, actionCount: Int) {
    self.actionCount = actionCount
    trees = Array(repeating: 0, count: capacity)
    nodes = trees
    parentSlots = trees
    slots = trees
    actions = trees
    logitRows = trees
    legalStarts = trees
    legalCounts = trees
    keys = Array(repeating: SearchKey(), count: capacity)
    rewards = Array(repeating: 0, count: capacity)
    discounts = rewards
    values = rewards
    logits = Array(repeating: 0, count: capacity * actionCount)
  }

  /// Gives a row a list of legal actions; an empty list makes its node one that is never left.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - append: Appends the actions by ascending index and leaves what was there before.
  public mutating func setLegalActions(of row: Int, _ append: (inout [Action]) -> Void) {
    let start = legalActions.count
    append(&legalActions)
    legalStarts[row] = Int32(start)
    legalCounts[row] = Int32(legalActions.count - start)
  }

  /// Lends logits, values and rewards, without copying them, so that spans over all three can live
  /// at once.
  mutating func takeOutputs() -> ([Float], [Float], [Float]) {
    var outputs: ([Float], [Float], [Float]) = ([], [], [])
    putBack(&outputs.0, &outputs.1, &outputs.2)
    return outputs
  }

  /// Takes lent arrays back, without copying them.
  mutating func putBack(
    _ logits: inout [Float], _ values: inout [Float], _ rewards: inout [Float]
  ) {
    swap(&self.logits, &logits)
    swap(&self.values, &values)
    swap(&self.rewards, &rewards)
  }

  /// Forgets all rows.
  mutating func removeAll() {
    count = 0
    legalActions.removeAll(keepingCapacity: true)
  }

  /// Adds a row with reset outputs.
  mutating func append(
    tree: Int, node: Int, parentSlot: Int, slot: Int, action: Int32, key: SearchKey
  ) {
    let row = count
    count += 1
    trees[row] = Int32(tree)
    nodes[row] = Int32(node)
    parentSlots[row] = Int32(parentSlot)
    slots[row] = Int32(slot)
    actions[row] = action
    keys[row] = key
    rewards[row] = 0
    discounts[row] = 1
    values[row] = 0
    logitRows[row] = Int32(row)
    legalCounts[row] = -1
  }
}
