public import GameProtocol

/// Othello on 8×8 or 6×6: who has more discs at the end wins.
///
/// Actions are the cells row by row from the top left, where cell 0 is a1 and row 0 is rank 1, and
/// then the pass: `a = size · row + column`, pass = `size²`.
public struct Othello: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  private let board: OthelloBoard

  /// Makes the game.
  ///
  /// - Parameter size: Cells a side, 8 or 6.
  public init(size: Int = 8) {
    precondition(size == 8 || size == 6, "the board has 8 or 6 cells a side")
    board = OthelloBoard(size: UInt8(size))
    // Every second ply at least fills a cell, because two passes never follow one another.
    specification = GameSpecification(
      name: size == 8 ? "othello" : "othello-6x6", version: 1, actionCount: size * size + 1,
      observationShape: .init(channels: 2, height: size, width: size),
      lengthLimit: 2 * size * size)
  }

  /// Four discs in the centre, Black (`x`) to move.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  public func initialState(seed: UInt64) -> OthelloState {
    OthelloState(board: board)
  }

  /// The position that a text describes: rows from the top (rank 1), and the side to move.
  ///
  /// - Parameter positionText: Such as `....../....../..ox../..xo../....../...... x` on 6×6.
  /// - Returns: The position, which may be a finished one.
  /// - Throws: `NotationError` for a text of another form.
  public func state(at positionText: String) throws(NotationError) -> OthelloState {
    let size = Int(board.size)
    return try OthelloState(StoneGrid(positionText, height: size, width: size), board: board)
  }

  // The default of `draw(_:into:)` draws a cell as one 1 and the pass as nothing.
}

extension Othello: Symmetric {
  /// The four transformations that keep the start position.
  public var symmetryCount: Int { 4 }

  /// Where a transformation puts a cell.
  ///
  /// The other four symmetries of the square exchange the colours of the centre.
  ///
  /// - Parameters:
  ///   - cell: `size · row + column`.
  ///   - symmetry: 0 the identity, 1 rows and columns exchanged, 2 a half turn, 3 both.
  /// - Returns: The new cell.
  public func cell(_ cell: Int, under symmetry: Int) -> Int {
    let size = Int(board.size)
    let turned = symmetry >= 2 ? size * size - 1 - cell : cell
    return symmetry % 2 == 0 ? turned : turned % size * size + turned / size
  }

  /// The action at the new place of the cell; the pass stays.
  ///
  /// - Parameters:
  ///   - action: A cell or the pass.
  ///   - symmetry: In `0..<4`.
  /// - Returns: The new action.
  public func action(_ action: Action, under symmetry: Int) -> Action {
    action.index == specification.actionCount - 1
      ? action : Action(cell(action.index, under: symmetry))
  }
}

extension Othello {
  /// How the games are listed.
  public static let registrations = [
    GameRegistration(
      name: "othello", summary: "Othello, also called Reversi",
      options: [GameOption("size", .integer(8), "cells a side, 8 or 6")]
    ) { options throws(GameOptionError) in
      let size = options.integer("size")
      guard size == 8 || size == 6 else {
        throw .invalid(name: "size", found: String(size), expected: "8 or 6")
      }
      return Othello(size: size)
    },
    GameRegistration(name: "othello-6x6", summary: "Othello on 6×6") { _ in Othello(size: 6) },
  ]
}
