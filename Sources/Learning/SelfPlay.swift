public import GameProtocol
public import Planner

/// Plays games of a program against itself, many in lockstep.
///
/// A game is a pure function of the weights, the seed and its number: which worker plays it, beside
/// which others, and in which order, changes nothing.
public struct SelfPlay<G: Game>: Sendable {
  /// The rules.
  public let game: G
  /// Which game its records name.
  public let identity: GameIdentity
  /// How games are made.
  public let configuration: SelfPlayConfiguration
  /// How moves are searched.
  public let search: SearchConfiguration
  /// The seed of the run.
  public let seed: UInt64
  /// The generation of weights that plays.
  public let generation: Int
  /// The digest of the weights that play.
  public let weights: ContentDigest

  /// Makes a generation's player.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - identity: Which game the records name.
  ///   - configuration: How games are made.
  ///   - search: How moves are searched.
  ///   - seed: The seed of the run.
  ///   - generation: The generation of weights that plays.
  ///   - weights: The digest of the weights that play.
  public init(
    game: G, identity: GameIdentity, configuration: SelfPlayConfiguration,
    search: SearchConfiguration, seed: UInt64, generation: Int, weights: ContentDigest
  ) {
    self.game = game
    self.identity = identity
    self.configuration = configuration
    self.search = search
    self.seed = seed
    self.generation = generation
    self.weights = weights
  }

  /// Plays games until there are no more.
  ///
  /// - Parameters:
  ///   - model: What search grows its trees on, with room for `gamesAtOnce` trees; it is used by
  ///     this call alone.
  ///   - nextGame: Gives the number of the next game to play, or `nil` when there are no more.
  ///   - moved: Is told after each step of all games how many moves were made.
  ///   - finished: Receives each record. When it throws, play stops.
  /// - Throws: What `finished` throws, or `SearchError` if the network's answers are not finite.
  public func play(
    on model: PlanningModel<G>, nextGame: () -> UInt64?, moved: (Int) throws -> Void,
    finished: (GameRecord) throws -> Void
  ) throws {
    let capacity = configuration.gamesAtOnce
    let searcher = Search(
      configuration: search, treeCount: capacity, actionCount: game.specification.actionCount)
    // A position and its record for each game that is being played.
    var states: [G.State] = []
    var records: [GameRecord] = []
    var keys: [SearchKey] = []
    var actions: [Action] = []
    var movers: [Player] = []
    var places: [Int] = []
    var steps: [Step] = []
    while states.count < capacity, let number = nextGame() {
      let (state, record) = begin(number)
      states.append(state)
      records.append(record)
    }
    while !states.isEmpty {
      keys.removeAll(keepingCapacity: true)
      for (tree, record) in records.enumerated() {
        model.setRoot(states[tree], tree: tree)
        keys.append(
          SearchKey(seed: seed, game: record.gameID, ply: UInt64(record.plyCount)))
      }
      try searcher.run(on: model.model, keys: keys)
      let count = states.count
      let results = states.indices.map { searcher.result(of: $0) }
      actions.removeAll(keepingCapacity: true)
      movers.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
      for tree in states.indices {
        actions.append(results[tree].action)
        movers.append(states[tree].playerToMove)
        places.append(tree)
      }
      G.State.apply(actions, to: &states, at: places, steps: &steps)
      // Backwards, so that a game that ends can be replaced by the last one or by a new one.
      for tree in states.indices.reversed() {
        records[tree].append(
          results[tree].action, by: movers[tree], reward: steps[tree].reward,
          search: results[tree])
        guard finish(&records[tree], at: states[tree], after: steps[tree]) else { continue }
        try finished(records[tree])
        if let number = nextGame() {
          (states[tree], records[tree]) = begin(number)
        } else {
          states.swapAt(tree, states.count - 1)
          states.removeLast()
          records.swapAt(tree, records.count - 1)
          records.removeLast()
        }
      }
      try moved(count)
    }
  }

  /// What a search gives the records as policy.
  var policyKind: GameRecord.PolicyKind {
    search.algorithm == .gumbel ? .improvedPolicy : .visitCounts
  }

  /// Completes the record of a game if a step ended it.
  ///
  /// - Returns: Whether it did.
  func finish(_ record: inout GameRecord, at state: G.State, after step: Step) -> Bool {
    guard step.end != .continues, let outcome = state.outcome else { return false }
    record.finish(
      step.end, outcome: outcome, next: state.playerToMove,
      returns: (0..<game.specification.playerCount).map {
        state.returnOf(Player(rawValue: UInt8($0)))
      })
    return true
  }

  /// Starts a game, and plays its random opening if it has one.
  func begin(_ number: UInt64) -> (state: G.State, record: GameRecord) {
    var state = game.initialState(seed: GameRecord.startSeed(seed: seed, gameID: number))
    var record = GameRecord(
      game: identity, seed: seed, gameID: number, generation: generation, model: weights,
      search: .init(
        simulationCount: search.simulations,
        hasRootNoise: search.algorithm == .gumbel
          ? search.gumbelScale > 0 : search.rootNoiseFraction > 0,
        hasTemperature: search.temperature > 0 && search.temperaturePlies > 0
          || search.finalTemperature > 0),
      policyKind: policyKind)
    var random = CounterRandom(seed: seed, stream: .opening, game: number)
    guard configuration.randomOpeningPlies > 0,
      random.uniform() < configuration.randomOpeningShare
    else { return (state, record) }
    var actions: [Action] = []
    for _ in 0...random.below(configuration.randomOpeningPlies) {
      actions.removeAll(keepingCapacity: true)
      state.appendLegalActions(to: &actions)
      let action = actions[random.below(actions.count)]
      var next = state
      let step = next.apply(action)
      // A game that is over before the first search would teach nothing.
      if step.end != .continues { break }
      record.append(
        action, by: state.playerToMove, reward: step.reward, rootValue: 0,
        networkValue: 0, policy: EmptyCollection())
      state = next
    }
    return (state, record)
  }
}
