/// A game that some transformations of the board turn into itself.
///
/// Symmetry 0 is the identity. Planes are permuted cell by cell, all of them alike.
///
/// - Invariant: If a game is played with `action(a, under: s)` in place of every action `a`, then at
///   every ply the legal actions and the observation are those of the original game, permuted; the
///   rewards are the same.
public protocol Symmetric: Game {
  /// The number of transformations, the identity included.
  var symmetryCount: Int { get }

  /// Where a transformation puts a cell.
  ///
  /// - Parameters:
  ///   - cell: `row * W + column` of a plane.
  ///   - symmetry: In `0..<symmetryCount`.
  /// - Returns: The cell's new place.
  func cell(_ cell: Int, under symmetry: Int) -> Int

  /// What a transformation makes of an action.
  ///
  /// - Parameters:
  ///   - action: Any action below `A`.
  ///   - symmetry: In `0..<symmetryCount`.
  /// - Returns: The action's new index.
  func action(_ action: Action, under symmetry: Int) -> Action
}
