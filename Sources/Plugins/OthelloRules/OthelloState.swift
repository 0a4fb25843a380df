public import GameProtocol

/// A position of Othello.
///
/// Two states are equal when the same discs are on a board of the same size and the same player is
/// to move.
public struct OthelloState: GameState {
  private let board: OthelloBoard

  /// The discs of the player to move, in the layout of `OthelloBoard`.
  private var own: UInt64

  /// The discs of the opponent.
  private var other: UInt64

  /// The cells on which the player to move may place a disc: known after every move anyway, because
  /// the end of the game depends on them.
  private var moves: UInt64

  /// The player whose turn it is; in a finished game, whose turn it would be.
  public private(set) var playerToMove: Player

  /// Whether neither player can place a disc.
  public private(set) var isTerminal: Bool

  /// The start of a game.
  ///
  /// - Parameter board: The board, 8×8 or 6×6.
  init(board: OthelloBoard) {
    let low = Int(board.size) / 2 - 1
    func disc(_ row: Int, _ column: Int) -> UInt64 { 1 << UInt64(8 * row + column) }
    self.init(
      board: board, own: disc(low, low + 1) | disc(low + 1, low),
      other: disc(low, low) | disc(low + 1, low + 1), playerToMove: .first)
  }

  /// The position of a grid, with any discs: the rules can go on from all of them.
  ///
  /// - Parameters:
  ///   - grid: The discs and the side to move.
  ///   - board: The board, of the grid's size.
  init(_ grid: StoneGrid, board: OthelloBoard) {
    var discs: [UInt64] = [0, 0]
    for (index, owner) in grid.cells.enumerated() {
      if let owner { discs[owner.index] |= 1 << UInt64(board.bit(ofIndex: index)) }
    }
    self.init(
      board: board, own: discs[grid.playerToMove.index],
      other: discs[grid.playerToMove.opponent.index], playerToMove: grid.playerToMove)
  }

  private init(board: OthelloBoard, own: UInt64, other: UInt64, playerToMove: Player) {
    self.board = board
    self.own = own
    self.other = other
    self.playerToMove = playerToMove
    moves = board.moves(own: own, other: other)
    isTerminal = moves == 0 && board.moves(own: other, other: own) == 0
  }

  /// Why the game is over: neither player has a move, on a full board too.
  public var outcome: Outcome? { isTerminal ? .noMoves : nil }

  /// Places a disc of the player to move and turns over what it flanks, or passes.
  ///
  /// - Parameter action: A legal cell, or the pass if there is none.
  /// - Returns: At the end of the game, reward 1, 0 or −1 for the mover.
  public mutating func apply(_ action: Action) -> Step {
    if moves == 0 {
      precondition(action.index == passIndex && !isTerminal, "illegal action")
      place(0)
    } else {
      precondition(0..<passIndex ~= action.index, "illegal action")
      let cell = 1 as UInt64 &<< UInt64(board.bit(ofIndex: action.index))
      precondition(moves & cell != 0, "illegal action")
      place(cell)
    }
    guard isTerminal else { return Step() }
    return Step(reward: returnOf(playerToMove.opponent), end: .terminated)
  }

  /// Places a disc on a cell and gives the turn to the opponent; no cell is a pass.
  @inline(__always)
  private mutating func place(_ cell: UInt64) {
    let turned = cell == 0 ? 0 : board.flips(placing: cell, own: own, other: other)
    (own, other) = (other ^ turned, own ^ turned ^ cell)
    playerToMove = playerToMove.opponent
    moves = board.moves(own: own, other: other)
    isTerminal = moves == 0 && board.moves(own: other, other: own) == 0
  }

  /// What a player got: 1 with more discs at the end, −1 with fewer, otherwise 0.
  ///
  /// - Parameter player: Either player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    guard isTerminal else { return 0 }
    let lead = (own.nonzeroBitCount - other.nonzeroBitCount).signum()
    return Float(player == playerToMove ? lead : -lead)
  }

  /// Appends the cells on which a disc may be placed, or the pass if only the opponent has one.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    var cells = moves
    if cells == 0 && !isTerminal { actions.append(Action(passIndex)) }
    while cells != 0 {
      actions.append(Action(board.index(ofBit: cells.trailingZeroBitCount)))
      cells &= cells &- 1
    }
  }

  /// Draws plane 0, the player's own discs, and plane 1, the opponent's.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn.
  ///   - planes: `[2, size, size]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let mine = player == playerToMove ? own : other
    let theirs = player == playerToMove ? other : own
    let size = Int(board.size)
    var cell = 0
    for row in 0..<size {
      for bit in 8 * row..<8 * row + size {
        planes[cell] = Float(mine &>> UInt64(bit) & 1)
        planes[size * size + cell] = Float(theirs &>> UInt64(bit) & 1)
        cell += 1
      }
    }
  }

  /// The position as text, such as `....../....../..ox../..xo../....../...... x`.
  public var positionText: String { grid.text }

  /// The board with the names of its columns and rows.
  public var diagram: String {
    var lines = grid.diagram.split(separator: "\n").map(String.init)
    for row in 0..<Int(board.size) { lines[row] = "\(row + 1) \(lines[row])" }
    return (["  " + "abcdefgh".prefix(Int(board.size))] + lines).joined(separator: "\n")
  }

  private var passIndex: Int { Int(board.size) * Int(board.size) }

  private var grid: StoneGrid {
    let size = Int(board.size)
    var grid = StoneGrid(height: size, width: size)
    for cell in 0..<size * size {
      let bit: UInt64 = 1 << UInt64(board.bit(ofIndex: cell))
      if own & bit != 0 { grid.cells[cell] = playerToMove }
      if other & bit != 0 { grid.cells[cell] = playerToMove.opponent }
    }
    grid.playerToMove = playerToMove
    return grid
  }
}

extension OthelloState: Playouts {
  /// Places discs on random legal cells until the game is over.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played, passes included.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    var plies = 0
    while !isTerminal {
      var cells = moves
      if cells != 0 {
        for _ in 0..<random.below(cells.nonzeroBitCount) { cells &= cells &- 1 }
      }
      place(cells & (0 &- cells))
      plies += 1
    }
    return plies
  }
}

extension OthelloState: PerftCounting {
  /// The number of action sequences of a length, passes included; a finished game has none.
  ///
  /// - Parameter depth: The length in plies, at least 0.
  /// - Returns: The number of sequences.
  public func perft(depth: Int) -> UInt64 {
    depth == 0 ? 1 : board.perft(own: own, other: other, depth: depth)
  }
}
