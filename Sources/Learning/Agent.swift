public import GameProtocol
public import Planner

/// A player that can be asked about many positions at once.
///
/// - Invariant: The answer for a position depends on it and its key alone, not on the others.
public protocol Agent<State>: AnyObject {
  /// The position type.
  associatedtype State: GameState

  /// What it is, for tables.
  var name: String { get }

  /// Chooses an action in each of some positions.
  ///
  /// - Parameters:
  ///   - states: Positions that are not finished.
  ///   - keys: What the random numbers of each choice are a function of.
  /// - Returns: A legal action for each position.
  /// - Throws: `SearchError` if a model's answer cannot be searched with.
  func actions(for states: [State], keys: [SearchKey]) throws(SearchError) -> [Action]
}

/// A player that draws from the legal actions, each equally likely.
public final class RandomAgent<State: GameState>: Agent {
  /// What it is, for tables.
  public let name = "random"
  private var legal: [Action] = []

  /// Makes the player.
  public init() {}

  /// Draws an action in each of some positions.
  public func actions(for states: [State], keys: [SearchKey]) -> [Action] {
    zip(states, keys).map { state, key in
      legal.removeAll(keepingCapacity: true)
      state.appendLegalActions(to: &legal)
      var random = key.random(for: .move)
      return legal[random.below(legal.count)]
    }
  }
}

/// A player that never lets a value slip: it asks the game's solver.
public final class PerfectAgent<G: Solvable>: Agent {
  /// What it is, for tables.
  public let name = "perfect"
  private var solver: G.Solver

  /// Makes the player.
  ///
  /// - Parameter game: The game.
  public init(game: G) {
    solver = game.makeSolver()
  }

  /// Chooses an action with the best score in each of some positions, ties to the lower index.
  public func actions(for states: [G.State], keys: [SearchKey]) -> [Action] {
    states.map { state in
      let scores = solver.scores(of: state)
      var best: (action: Int, score: Int)?
      for (action, score) in scores.enumerated() {
        if let score, score > best?.score ?? .min { best = (action, score) }
      }
      guard let best else { preconditionFailure("no action in a finished game") }
      return Action(best.action)
    }
  }
}
