/// A game whose every position can be valued exactly.
public protocol Solvable: Game {
  /// What finds the values.
  associatedtype Solver: GameSolver where Solver.State == State

  /// Positions with known values, by which play is measured.
  var positionSets: [PositionSet<State>] { get }

  /// Makes a solver with empty memory.
  func makeSolver() -> Solver
}

/// Finds exact values, remembering what it found.
public protocol GameSolver<State> {
  /// The position type.
  associatedtype State: GameState

  /// The exact score of every action for the player to move.
  ///
  /// - Parameter state: A position.
  /// - Returns: `[A]`: positive if the action wins, 0 for a draw, negative if the opponent wins,
  ///   the larger in size the sooner; `nil` for an illegal action.
  mutating func scores(of state: State) -> [Int?]
}
