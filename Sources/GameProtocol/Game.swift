/// The rules of a game with fixed parameters, such as Go on 9×9 with a komi of 7.5.
///
/// A game is an immutable value; what changes in play is its `State`.
///
/// - Invariant: `initialState(seed:)` with equal seeds gives states that behave alike for ever.
/// - Invariant: `state(at: s.positionText)` equals `s` for every reachable state `s` whose rules do
///   not look at the history.
public protocol Game<State>: Sendable {
  /// The position type.
  associatedtype State: GameState

  /// The facts of the game.
  var specification: GameSpecification { get }

  /// The position in which a game starts.
  ///
  /// - Parameter seed: Decides the start, and all chance to come, of stochastic games; others
  ///   ignore it.
  /// - Returns: A position that is not finished.
  func initialState(seed: UInt64) -> State

  /// The position that a text describes, as the start of a game.
  ///
  /// - Parameter positionText: A position as `positionText` of a state prints it.
  /// - Returns: The position, with nothing before it.
  /// - Throws: `NotationError` that says what was found, what was expected and where.
  func state(at positionText: String) throws(NotationError) -> State

  /// Draws an action into planes for the dynamics network of MuZero.
  ///
  /// The default draws action `a` as a single 1 at cell `a` of one plane and nothing for an index
  /// past the cells (a pass).
  ///
  /// - Parameters:
  ///   - action: Any action below `A`, legal or not.
  ///   - planes: `[actionPlaneCount, H, W]`, all zero on entry.
  func draw(_ action: Action, into planes: inout MutableSpan<Float>)
}

extension Game {
  /// Draws an action as one 1 at its own cell.
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    if action.index < planes.count { planes[action.index] = 1 }
  }
}
