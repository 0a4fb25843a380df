public import GameProtocol
public import Planner

/// How often a player's move lowered the value of the game, in one set of positions.
public struct SetResult: Codable, Hashable, Sendable {
  /// The name of the set.
  public var name: String
  /// The number of positions.
  public var positions: Int
  /// In how many the move lowers a win to a draw or a loss, or a draw to a loss.
  public var mistakes: Int
  /// Mistakes per position.
  public var rate: Double

  /// Makes a result.
  public init(name: String, positions: Int, mistakes: Int) {
    self.name = name
    self.positions = positions
    self.mistakes = mistakes
    rate = positions == 0 ? 0 : Double(mistakes) / Double(positions)
  }
}

/// Positions whose exact values are known, and what a player makes of them.
public struct TruthSuite<State: GameState>: Sendable {
  /// The sets of positions.
  public let sets: [PositionSet<State>]

  /// Makes a suite of sets.
  ///
  /// - Parameter sets: The positions and their scores.
  public init(sets: [PositionSet<State>]) {
    self.sets = sets
  }

  /// Makes the suite of a game.
  ///
  /// - Parameter game: A game whose positions can be valued exactly.
  public init<G: Solvable>(of game: G) where G.State == State {
    sets = game.positionSets
  }

  /// A smaller suite, for a look in the middle of training: every n-th position.
  ///
  /// - Parameter count: The most positions of each set.
  /// - Returns: Sets of the same names.
  public func sampled(_ count: Int) -> TruthSuite {
    TruthSuite(
      sets: sets.map { set in
        let step = max(1, (set.positions.count + count - 1) / max(1, count))
        let indices = stride(from: 0, to: set.positions.count, by: step)
        return PositionSet(
          name: set.name, positions: indices.map { set.positions[$0] },
          scores: indices.map { set.scores[$0] })
      })
  }

  /// Counts a player's mistakes.
  ///
  /// - Parameter agent: A player without noise; it is asked about a whole set at once.
  /// - Returns: One result a set.
  /// - Throws: `SearchError` if the player's model gives an answer that cannot be searched with.
  public func mistakes(of agent: any Agent<State>) throws(SearchError) -> [SetResult] {
    var results: [SetResult] = []
    for set in sets {
      let keys = set.positions.indices.map { SearchKey(game: UInt64($0)) }
      let actions = try agent.actions(for: set.positions, keys: keys)
      var mistakes = 0
      for (index, action) in actions.enumerated() where set.isMistake(action, at: index) {
        mistakes += 1
      }
      results.append(
        SetResult(name: set.name, positions: set.positions.count, mistakes: mistakes))
    }
    return results
  }
}
