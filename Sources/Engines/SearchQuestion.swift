import GameProtocol
import Planner

/// A position to search, and what limits the search beside the clock.
struct SearchQuestion<G: Game>: Sendable {
  /// Who searches.
  var player: EnginePlayer<G>
  /// The position, which is not finished.
  var state: G.State
  /// The legal actions to choose from, ascending; `nil` for all.
  var actions: [Action]?
  /// What random numbers are a function of.
  var key: SearchKey
  /// The most simulations.
  var simulations: Int?
  /// The number of plies of the main line that is enough.
  var depth: Int?
  /// How many lines of play are wanted; `nil` for all.
  var lineCount: Int? = 1
  /// How often interim findings are wanted; `nil` for never.
  var reportInterval: Duration?
}

/// What a search has found out about its root, ready to be printed.
struct SearchFindings<State: GameState>: Sendable {
  /// What follows an action of the root.
  struct Line: Sendable {
    /// The action.
    var action: Action
    /// Its simulations.
    var visits: Int
    /// Its mean value for the player to move at the root, in units of reward.
    var value: Float
    /// The network's probability of it.
    var prior: Float
    /// The moves of the main line in the game's notation, as far as the rules allow them; the action
    /// comes first.
    var moves: [String]
  }

  /// The position.
  var state: State
  /// The simulations that were made.
  var simulations: Int
  /// The time that they took.
  var elapsed: Duration
  /// The value of the position for its player to move, in units of reward.
  var value: Float
  /// The visited actions, the most visited first, ties by the lower index; those beyond the number
  /// asked for without moves.
  var lines: [Line]

  /// Reads a search.
  ///
  /// - Parameters:
  ///   - search: The search, of one tree.
  ///   - question: What was asked.
  ///   - elapsed: The time that it took.
  init<G: Game>(
    _ search: Search, question: SearchQuestion<G>, elapsed: Duration
  ) where G.State == State {
    let result = search.result(of: 0)
    let state = question.state
    self.state = state
    simulations = result.edges.reduce(0) { $0 + $1.visits }
    self.elapsed = elapsed
    value = result.value
    let ranked = result.edges.sorted { ($1.visits, $0.action) < ($0.visits, $1.action) }
    let detailed = question.lineCount ?? ranked.count
    lines = ranked.enumerated().map { rank, edge in
      Line(
        action: edge.action, visits: edge.visits, value: edge.value,
        prior: result.prior[edge.action.index],
        moves: rank >= detailed
          ? []
          : Self.notations(of: search.principalVariation(of: 0, from: edge.action), in: state))
    }
  }

  /// The notation of each move, up to the first that the rules do not know: a learned model imagines
  /// such moves.
  private static func notations(of line: [Action], in state: State) -> [String] {
    var state = state
    var moves: [String] = []
    for action in line {
      if state.isTerminal || !state.legalActions.contains(action) { break }
      moves.append(state.notation(for: action))
      _ = state.apply(action)
    }
    return moves
  }

  /// Simulations a second.
  var speed: Int {
    let nanoseconds = Swift.max(elapsed.nanoseconds, 1)
    return Int(Double(simulations) * 1e9 / Double(nanoseconds))
  }

  /// Milliseconds that it took.
  var milliseconds: Int { Int(elapsed.nanoseconds / 1_000_000) }
}
