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
    var games: [GameInPlay] = []
    var keys: [SearchKey] = []
    while games.count < capacity, let number = nextGame() { games.append(begin(number)) }
    while !games.isEmpty {
      keys.removeAll(keepingCapacity: true)
      for (tree, current) in games.enumerated() {
        model.setRoot(current.state, tree: tree)
        keys.append(
          SearchKey(
            seed: seed, game: current.record.gameID, ply: UInt64(current.record.plyCount)))
      }
      try searcher.run(on: model.model, keys: keys)
      let count = games.count
      // Backwards, so that a game that ends can be replaced by the last one or by a new one.
      for tree in games.indices.reversed() {
        let result = searcher.result(of: tree)
        guard games[tree].move(by: result) else { continue }
        try finished(games[tree].record)
        if let number = nextGame() {
          games[tree] = begin(number)
        } else {
          games.swapAt(tree, games.count - 1)
          games.removeLast()
        }
      }
      try moved(count)
    }
  }

  /// What a search gives the records as policy.
  var policyKind: GameRecord.PolicyKind {
    search.algorithm == .gumbel ? .improvedPolicy : .visitCounts
  }

  /// A game that is being played.
  struct GameInPlay {
    var state: G.State
    var record: GameRecord

    /// Plays the move that a search chose.
    ///
    /// - Returns: Whether the game is over.
    mutating func move(by result: SearchResult) -> Bool {
      let player = state.playerToMove
      let step = state.apply(result.action)
      record.append(result.action, by: player, reward: step.reward, search: result)
      return finish(after: step)
    }

    /// Completes the record if a step ended the game.
    ///
    /// - Returns: Whether it did.
    mutating func finish(after step: Step) -> Bool {
      guard step.end != .continues, let outcome = state.outcome else { return false }
      record.finish(
        step.end, outcome: outcome, next: state.playerToMove,
        returns: (0..<playerCount).map { state.returnOf(Player(rawValue: UInt8($0))) })
      return true
    }

    let playerCount: Int
  }

  /// Starts a game, and plays its random opening if it has one.
  func begin(_ number: UInt64) -> GameInPlay {
    let specification = game.specification
    var current = GameInPlay(
      state: game.initialState(seed: GameRecord.startSeed(seed: seed, gameID: number)),
      record: GameRecord(
        game: identity, seed: seed, gameID: number, generation: generation, model: weights,
        search: .init(
          simulationCount: search.simulations,
          hasRootNoise: search.algorithm == .gumbel
            ? search.gumbelScale > 0 : search.rootNoiseFraction > 0,
          hasTemperature: search.temperature > 0 && search.temperaturePlies > 0
            || search.finalTemperature > 0),
        policyKind: policyKind),
      playerCount: specification.playerCount)
    var random = CounterRandom(seed: seed, stream: .opening, game: number)
    guard configuration.randomOpeningPlies > 0,
      random.uniform() < configuration.randomOpeningShare
    else { return current }
    var actions: [Action] = []
    for _ in 0...random.below(configuration.randomOpeningPlies) {
      actions.removeAll(keepingCapacity: true)
      current.state.appendLegalActions(to: &actions)
      let action = actions[random.below(actions.count)]
      var next = current.state
      let step = next.apply(action)
      // A game that is over before the first search would teach nothing.
      if step.end != .continues { break }
      current.record.append(
        action, by: current.state.playerToMove, reward: step.reward, rootValue: 0,
        networkValue: 0, policy: EmptyCollection())
      current.state = next
    }
    return current
  }
}
