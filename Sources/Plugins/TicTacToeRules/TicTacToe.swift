public import GameProtocol

// This is the example to copy for a game of your own. A game is two values: this one, which never
// changes and holds the parameters of the rules (here none), and its state, which changes with every
// action. Everything else in this folder is optional: symmetries make training faster, playouts
// make random games faster, a solver lets training be measured against the truth.

/// Tic-tac-toe: three in a row win.
///
/// Actions are the cells, row by row from the top left: `a = 3 · row + column`.
public struct TicTacToe: Game {
  /// The facts of the game.
  public let specification = GameSpecification(
    name: "tic-tac-toe", version: 1, actionCount: 9,
    observationShape: .init(channels: 2, height: 3, width: 3), lengthLimit: 9)

  /// Makes the game.
  public init() {}

  /// The empty board.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  public func initialState(seed: UInt64) -> TicTacToeState {
    TicTacToeState()
  }

  /// The position that a text such as `x../.o./... x` describes.
  ///
  /// - Parameter positionText: Rows from the top, and the side to move.
  /// - Returns: The position, which may be a finished one.
  /// - Throws: `NotationError` for a text of another form, or a position that no game reaches.
  public func state(at positionText: String) throws(NotationError) -> TicTacToeState {
    try TicTacToeState(StoneGrid(positionText, height: 3, width: 3))
  }

  // `draw(_:into:)` is not written here: the default draws an action at its own cell.
}

extension TicTacToe: Symmetric {
  /// Four turns, each also mirrored.
  public var symmetryCount: Int { 8 }

  /// Where a turn, after a reflection for symmetries above 3, puts a cell.
  ///
  /// - Parameters:
  ///   - cell: `3 · row + column`.
  ///   - symmetry: Quarter turns, plus 4 if columns are mirrored first.
  /// - Returns: The new cell.
  public func cell(_ cell: Int, under symmetry: Int) -> Int {
    var (row, column) = (cell / 3, cell % 3)
    if symmetry >= 4 { column = 2 - column }
    for _ in 0..<symmetry % 4 { (row, column) = (column, 2 - row) }
    return 3 * row + column
  }

  /// The action at the new place of the cell.
  ///
  /// - Parameters:
  ///   - action: A cell.
  ///   - symmetry: In `0..<8`.
  /// - Returns: The new cell.
  public func action(_ action: Action, under symmetry: Int) -> Action {
    Action(cell(action.index, under: symmetry))
  }
}

extension TicTacToe {
  /// How the game is listed.
  public static let registrations = [
    GameRegistration(name: "tic-tac-toe", summary: "three in a row on 3×3") { _ in TicTacToe() }
  ]
}
