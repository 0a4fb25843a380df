public import GameProtocol

/// A position of tic-tac-toe.
///
/// Two states are equal when the same stones are on the board; whose turn it is follows from them.
public struct TicTacToeState: GameState {
  // Bit `a` of a player's mask is set when its stone is on cell `a`. Masks are cheap to copy, to
  // compare and to search, and nothing here ever allocates.
  private var crosses: UInt16 = 0
  private var noughts: UInt16 = 0

  /// The player whose turn it is; in a finished game, whose turn it would be.
  public private(set) var playerToMove = Player.first

  /// The empty board.
  init() {}

  /// The position of a grid of 3×3.
  ///
  /// - Parameter grid: The stones and the side to move.
  /// - Throws: `NotationError` if no game reaches the position.
  init(_ grid: StoneGrid) throws(NotationError) {
    try grid.checkTurns()
    for (cell, owner) in grid.cells.enumerated() {
      if owner == .first { crosses |= 1 << cell }
      if owner == .second { noughts |= 1 << cell }
    }
    playerToMove = grid.playerToMove
    // A line ends the game, so the side to move cannot have one.
    if Self.hasLine(stones(of: playerToMove)) {
      let letter = StoneGrid.letter(of: playerToMove)
      throw NotationError(
        found: "a line of \(letter) with \(letter) to move", expected: "a game without it, or over")
    }
  }

  /// Why the game is over: a line, or a full board without one.
  public var outcome: Outcome? {
    if Self.hasLine(stones(of: playerToMove.opponent)) { return .line }
    return crosses | noughts == Self.board ? .fullBoard : nil
  }

  /// Puts a stone of the player to move on a cell.
  ///
  /// - Parameter action: An empty cell.
  /// - Returns: Reward 1 for a line; the end for a line or a full board.
  public mutating func apply(_ action: Action) -> Step {
    let stone: UInt16 = 1 << action.rawValue
    precondition(
      action.index < 9 && (crosses | noughts) & stone == 0 && !isTerminal, "illegal action")
    if playerToMove == .first { crosses |= stone } else { noughts |= stone }
    let wins = Self.hasLine(stones(of: playerToMove))
    playerToMove = playerToMove.opponent
    return Step(reward: wins ? 1 : 0, end: isTerminal ? .terminated : .continues)
  }

  /// What a player got: 1 for the winner, −1 for the loser, otherwise 0.
  ///
  /// - Parameter player: Either player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    if Self.hasLine(stones(of: player)) { return 1 }
    return Self.hasLine(stones(of: player.opponent)) ? -1 : 0
  }

  /// Appends the empty cells.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    for cell in 0..<9 where (crosses | noughts) & 1 << cell == 0 { actions.append(Action(cell)) }
  }

  /// Draws plane 0, the player's own stones, and plane 1, the opponent's.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn.
  ///   - planes: `[2, 3, 3]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let own = stones(of: player)
    let other = stones(of: player.opponent)
    for cell in 0..<9 {
      planes[cell] = Float(own >> cell & 1)
      planes[9 + cell] = Float(other >> cell & 1)
    }
  }

  // `notation(for:)` and `action(for:)` are not written here: the default is the decimal index.

  /// The position as text, such as `x../.o./... x`.
  public var positionText: String { grid.text }

  /// The board, row below row.
  public var diagram: String { grid.diagram }

  private var grid: StoneGrid {
    var grid = StoneGrid(height: 3, width: 3)
    for cell in 0..<9 {
      if crosses >> cell & 1 == 1 { grid.cells[cell] = .first }
      if noughts >> cell & 1 == 1 { grid.cells[cell] = .second }
    }
    grid.playerToMove = playerToMove
    return grid
  }

  private func stones(of player: Player) -> UInt16 {
    player == .first ? crosses : noughts
  }

  private static let board: UInt16 = 0b111_111_111

  /// Whether a mask holds one of the eight lines.
  private static func hasLine(_ stones: UInt16) -> Bool {
    // A line starts in the column, the row or the corner that is left of these masks, and goes on
    // at the same distance twice.
    func lines(_ step: UInt16, from starts: UInt16) -> UInt16 {
      stones & stones >> step & stones >> (2 * step) & starts
    }
    return lines(1, from: 0b001_001_001) | lines(3, from: 0b000_000_111)
      | lines(4, from: 0b000_000_001) | lines(2, from: 0b000_000_100) != 0
  }
}

extension TicTacToeState: Playouts {
  /// Fills random empty cells until the game is over.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    var plies = 0
    while !isTerminal {
      var empty = ~(crosses | noughts) & Self.board
      for _ in 0..<random.below(empty.nonzeroBitCount) { empty &= empty - 1 }
      _ = apply(Action(empty.trailingZeroBitCount))
      plies += 1
    }
    return plies
  }
}
