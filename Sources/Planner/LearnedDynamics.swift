public import GameProtocol

/// The model of MuZero: a learned representation, dynamics and prediction.
///
/// Only the root has a legal mask; below it every action is a candidate and nothing ever ends.
public final class LearnedDynamics: Model {
  /// The number of actions, `A`.
  public let actionCount: Int

  private let network: any DynamicsNetwork
  private let slotsPerTree: Int
  private let observationSize: Int
  /// γ with the sign of who moves next: players alternate in a game of two.
  private let signedDiscount: Float
  /// The observations of the roots, `[B, O]`.
  private var observations: [Float]
  /// Those of the roots being judged, `[R, O]`.
  private var questions: [Float]
  /// The legal actions of the roots, `[B]`.
  private var legalActions: [[Action]]

  /// Makes room for the roots and the hidden states of all trees.
  ///
  /// - Parameters:
  ///   - network: The networks h, g and f.
  ///   - playerCount: 1, or 2 who move in turn.
  ///   - discount: γ of one step, in (0, 1].
  ///   - treeCount: The number of trees, `B`.
  ///   - slotsPerTree: Hidden states per tree: `Search.slotsPerTree`.
  public init(
    network: any DynamicsNetwork, playerCount: Int, discount: Float, treeCount: Int,
    slotsPerTree: Int
  ) {
    precondition(playerCount == 1 || playerCount == 2, "games have one player or two")
    self.network = network
    self.slotsPerTree = slotsPerTree
    actionCount = network.actionCount
    observationSize = network.observationSize
    signedDiscount = playerCount == 2 ? -discount : discount
    observations = Array(repeating: 0, count: treeCount * observationSize)
    questions = observations
    legalActions = Array(repeating: [], count: treeCount)
    network.reserveSlots(treeCount * slotsPerTree)
  }

  /// Sets the position that a tree grows from, as its player to move sees it.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - tree: The tree.
  public func setRoot<State: GameState>(_ state: State, tree: Int) {
    var all = observations.mutableSpan
    let start = tree * observationSize
    var own = all._mutatingExtracting(start..<start + observationSize)
    state.observe(as: state.playerToMove, into: &own)
    legalActions[tree].removeAll(keepingCapacity: true)
    state.appendLegalActions(to: &legalActions[tree])
  }

  /// Sets what a tree grows from.
  ///
  /// - Parameters:
  ///   - observation: What the player to move sees, `[O]`.
  ///   - legalActions: Ascending, at least one.
  ///   - tree: The tree.
  public func setRoot(observation: Span<Float>, legalActions: [Action], tree: Int) {
    precondition(
      observation.count == observationSize, "an observation has \(observationSize) numbers")
    for index in 0..<observationSize {
      observations[tree * observationSize + index] = observation[index]
    }
    self.legalActions[tree] = legalActions
  }

  /// Represents and judges the roots.
  public func evaluateRoots(_ batch: inout LeafBatch) {
    for row in 0..<batch.count {
      let tree = Int(batch.trees[row])
      for index in 0..<observationSize {
        questions[row * observationSize + index] = observations[tree * observationSize + index]
      }
      batch.setLegalActions(of: row) { $0.append(contentsOf: legalActions[tree]) }
    }
    let count = batch.count
    let observed = questions
    let slots = batch.slots
    var (logitRows, valueRows, rewardRows) = batch.takeOutputs()
    do {
      var logits = logitRows.mutableSpan
      var logitsInUse = logits._mutatingExtracting(first: count * actionCount)
      var values = valueRows.mutableSpan
      var valuesInUse = values._mutatingExtracting(first: count)
      network.initialInference(
        observations: observed.span.extracting(first: count * observationSize),
        slots: slots.span.extracting(first: count), logits: &logitsInUse, values: &valuesInUse)
    }
    batch.putBack(&logitRows, &valueRows, &rewardRows)
  }

  /// Imagines one step in every row and judges where it leads.
  public func expand(_ batch: inout LeafBatch) {
    let count = batch.count
    for row in 0..<count { batch.discounts[row] = signedDiscount }
    let sources = batch.parentSlots
    let actions = batch.actions
    let targets = batch.slots
    var (logitRows, valueRows, rewardRows) = batch.takeOutputs()
    do {
      var logits = logitRows.mutableSpan
      var logitsInUse = logits._mutatingExtracting(first: count * actionCount)
      var values = valueRows.mutableSpan
      var valuesInUse = values._mutatingExtracting(first: count)
      var rewards = rewardRows.mutableSpan
      var rewardsInUse = rewards._mutatingExtracting(first: count)
      network.recurrentInference(
        from: sources.span.extracting(first: count), actions: actions.span.extracting(first: count),
        to: targets.span.extracting(first: count), logits: &logitsInUse, values: &valuesInUse,
        rewards: &rewardsInUse)
    }
    batch.putBack(&logitRows, &valueRows, &rewardRows)
  }
}
