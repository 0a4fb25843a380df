public import GameProtocol

/// A position of Connect Four.
///
/// Two states are equal when the same stones are on the board; whose turn it is follows from them.
public struct ConnectFourState: GameState {
  /// The stones of the player to move, in the layout of `ConnectFourBoard`.
  private(set) var own: UInt64 = 0

  /// The stones of both players.
  private(set) var occupied: UInt64 = 0

  /// The number of stones on the board.
  private(set) var stoneCount: UInt8 = 0

  /// Whether the player who moved last has a line.
  private(set) var isWon = false

  /// The empty board.
  init() {}

  /// The position of a grid of 6×7.
  ///
  /// - Parameter grid: The stones and the side to move.
  /// - Throws: `NotationError` if a stone is in the air, or if stones, side to move and lines
  ///   contradict one another.
  init(_ grid: StoneGrid) throws(NotationError) {
    for row in 0..<ConnectFourBoard.height {
      for column in 0..<ConnectFourBoard.width {
        guard let owner = grid.cells[row * ConnectFourBoard.width + column] else { continue }
        let below = (row + 1) * ConnectFourBoard.width + column
        guard row == ConnectFourBoard.height - 1 || grid.cells[below] != nil else {
          throw NotationError(
            found: StoneGrid.letter(of: owner), expected: "a stone or the floor below a stone",
            offset: row * (ConnectFourBoard.width + 1) + column)
        }
        let bit = ConnectFourBoard.bit(row: row, column: column)
        occupied |= bit
        if owner == grid.playerToMove { own |= bit }
      }
    }
    try grid.checkTurns()
    stoneCount = UInt8(occupied.nonzeroBitCount)
    isWon = ConnectFourBoard.hasLine(own ^ occupied)
    // A line ends the game, so the side to move cannot have one.
    if ConnectFourBoard.hasLine(own) {
      let letter = StoneGrid.letter(of: grid.playerToMove)
      throw NotationError(
        found: "a line of \(letter) with \(letter) to move", expected: "a game without it, or over")
    }
  }

  /// The player whose turn it is; in a finished game, whose turn it would be.
  public var playerToMove: Player { Player(rawValue: stoneCount & 1) }

  /// Whether the game is over.
  public var isTerminal: Bool { isWon || stoneCount == ConnectFourBoard.cellCount }

  /// Why the game is over: a line, or a full board without one.
  public var outcome: Outcome? {
    if isWon { return .line }
    return isTerminal ? .fullBoard : nil
  }

  /// Drops a stone of the player to move into a column.
  ///
  /// - Parameter action: A column that is not full.
  /// - Returns: Reward 1 for a line; the end for a line or a full board.
  public mutating func apply(_ action: Action) -> Step {
    precondition(0..<ConnectFourBoard.width ~= action.index && !isTerminal, "illegal action")
    let column = ConnectFourBoard.column &<< UInt64(action.index * (ConnectFourBoard.height + 1))
    let cell = ConnectFourBoard.landingCells(occupied) & column
    precondition(cell != 0, "illegal action: the column is full")
    drop(cell)
    return Step(reward: isWon ? 1 : 0, end: isTerminal ? .terminated : .continues)
  }

  /// Puts a stone of the player to move on a landing cell.
  @inline(__always)
  mutating func drop(_ cell: UInt64) {
    isWon = ConnectFourBoard.hasLine(own | cell)
    own ^= occupied
    occupied |= cell
    stoneCount &+= 1
  }

  /// What a player got: 1 for the winner, −1 for the loser, otherwise 0.
  ///
  /// - Parameter player: Either player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    guard isWon else { return 0 }
    return player == playerToMove ? -1 : 1
  }

  /// Appends the columns that are not full.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    for column in 0..<ConnectFourBoard.width
    where occupied & ConnectFourBoard.bit(row: 0, column: column) == 0 {
      actions.append(Action(column))
    }
  }

  /// Draws plane 0, the player's own stones, plane 1, the opponent's, and plane 2, all ones if the
  /// player moved first.
  ///
  /// Row 0 is the top row. Which player fills the last cell of a column depends on who moved first,
  /// and a stack of convolutions cannot count the stones to find out.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn.
  ///   - planes: `[3, 6, 7]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let mine = stones(of: player)
    let other = mine ^ occupied
    let first: Float = player == .first ? 1 : 0
    var cell = 0
    for row in 0..<ConnectFourBoard.height {
      for column in 0..<ConnectFourBoard.width {
        let bit = ConnectFourBoard.bit(row: row, column: column)
        planes[cell] = mine & bit != 0 ? 1 : 0
        planes[ConnectFourBoard.cellCount + cell] = other & bit != 0 ? 1 : 0
        planes[2 * ConnectFourBoard.cellCount + cell] = first
        cell += 1
      }
    }
  }

  /// The position as text, such as `......./......./......./......./...o.../...x..x o`.
  public var positionText: String { grid.text }

  /// The board with the numbers of its columns below.
  public var diagram: String {
    let lines = grid.diagram.split(separator: "\n")
    return (lines.dropLast() + ["0123456"] + lines.suffix(1)).joined(separator: "\n")
  }

  private var grid: StoneGrid {
    var grid = StoneGrid(height: ConnectFourBoard.height, width: ConnectFourBoard.width)
    for row in 0..<ConnectFourBoard.height {
      for column in 0..<ConnectFourBoard.width {
        let bit = ConnectFourBoard.bit(row: row, column: column)
        guard occupied & bit != 0 else { continue }
        grid.cells[row * ConnectFourBoard.width + column] =
          own & bit != 0 ? playerToMove : playerToMove.opponent
      }
    }
    grid.playerToMove = playerToMove
    return grid
  }

  private func stones(of player: Player) -> UInt64 {
    player == playerToMove ? own : own ^ occupied
  }
}

extension ConnectFourState: Playouts {
  /// Drops stones into random columns until the game is over.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    let start = stoneCount
    while !isTerminal {
      var cells = ConnectFourBoard.landingCells(occupied)
      for _ in 0..<random.below(cells.nonzeroBitCount) { cells &= cells &- 1 }
      drop(cells & (0 &- cells))
    }
    return Int(stoneCount - start)
  }
}

extension ConnectFourState: PerftCounting {
  /// The number of action sequences of a length; a finished game has none.
  ///
  /// - Parameter depth: The length in plies, at least 0.
  /// - Returns: The number of sequences.
  public func perft(depth: Int) -> UInt64 {
    if depth == 0 { return 1 }
    if isTerminal { return 0 }
    var cells = ConnectFourBoard.landingCells(occupied)
    if depth == 1 { return UInt64(cells.nonzeroBitCount) }
    var total: UInt64 = 0
    while cells != 0 {
      var next = self
      next.drop(cells & (0 &- cells))
      total += next.perft(depth: depth - 1)
      cells &= cells &- 1
    }
    return total
  }
}
