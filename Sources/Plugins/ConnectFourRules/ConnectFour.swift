public import GameProtocol

/// Connect Four on 6 rows and 7 columns: four in a row win.
///
/// Actions are the columns from the left, 0 to 6.
public struct ConnectFour: Game {
  /// The facts of the game.
  public let specification = GameSpecification(
    name: "connect-four", version: 1, actionCount: 7,
    observationShape: .init(channels: 3, height: 6, width: 7), lengthLimit: 42)

  /// Makes the game.
  public init() {}

  /// The empty board.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  public func initialState(seed: UInt64) -> ConnectFourState {
    ConnectFourState()
  }

  /// The position that a text such as `......./......./......./......./...o.../...x..x o` describes.
  ///
  /// - Parameter positionText: Rows from the top, and the side to move.
  /// - Returns: The position, which may be a finished one.
  /// - Throws: `NotationError` for a text of another form, a stone in the air, or a position in
  ///   which the numbers of stones, the side to move and the lines contradict one another.
  public func state(at positionText: String) throws(NotationError) -> ConnectFourState {
    try ConnectFourState(
      StoneGrid(
        positionText, height: ConnectFourBoard.height, width: ConnectFourBoard.width))
  }

  /// Draws a column as six 1s: where the stone comes to rest is for the network to learn.
  ///
  /// - Parameters:
  ///   - action: A column.
  ///   - planes: `[1, 6, 7]`, all zero on entry.
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    for row in 0..<ConnectFourBoard.height {
      planes[row * ConnectFourBoard.width + action.index] = 1
    }
  }
}

extension ConnectFour: Symmetric {
  /// The identity and the reflection of left and right.
  public var symmetryCount: Int { 2 }

  /// Mirrors the column for symmetry 1.
  ///
  /// - Parameters:
  ///   - cell: `7 · row + column`.
  ///   - symmetry: 0 or 1.
  /// - Returns: The new cell.
  public func cell(_ cell: Int, under symmetry: Int) -> Int {
    symmetry == 0 ? cell : cell + ConnectFourBoard.width - 1 - 2 * (cell % ConnectFourBoard.width)
  }

  /// Mirrors the column for symmetry 1.
  ///
  /// - Parameters:
  ///   - action: A column.
  ///   - symmetry: 0 or 1.
  /// - Returns: The new column.
  public func action(_ action: Action, under symmetry: Int) -> Action {
    symmetry == 0 ? action : Action(ConnectFourBoard.width - 1 - action.index)
  }
}

extension ConnectFour {
  /// How the game is listed.
  public static let registrations = [
    GameRegistration(name: "connect-four", summary: "four in a row on 6 rows and 7 columns") {
      _ in ConnectFour()
    }
  ]
}
