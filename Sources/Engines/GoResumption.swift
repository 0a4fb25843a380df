import GameProtocol
import GoRules

/// Going on where the rules of Go see no next move: after two passes, or with the same player again.
enum GoResumption {
  /// The position with a player to move.
  ///
  /// A player who moves twice in a row finds a pass of the opponent in between. After the end of a game
  /// there are the stones and the prisoners, but no earlier position that could be repeated.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - state: The present position.
  ///   - player: Who is to move.
  /// - Returns: The position, or `nil` if there is none.
  static func state(of game: Go, _ state: GoState, toMove player: Player) -> GoState? {
    if !state.isTerminal {
      if state.playerToMove == player { return state }
      let next = state.applying(state.pass)
      if !next.isTerminal { return next }
    }
    let fields = state.positionText.split(separator: " ").map(String.init)
    let prisoners = fields.count == 6 ? fields[4] + " " + fields[5] : "0 0"
    return try? game.state(
      at: "\(fields[0]) \(player == .first ? "x" : "o") - 0 \(prisoners)")
  }
}

/// Which stones random play does not keep alive.
enum DeadStones {
  /// How often the rest of the game is played at random.
  private static let playoutCount = 400

  /// The dead stones of a position.
  ///
  /// A chain is dead if its points belong to the opponent at the end of more than two thirds of random
  /// games, in which nobody fills an own eye.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - seed: Decides the random games.
  /// - Returns: The cells of the stones.
  static func cells(of state: GoState, seed: UInt64) -> [Int] {
    let count = state.board.size * state.board.size
    var kept = [Int](repeating: 0, count: count)
    for game in 0..<playoutCount {
      var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(game))
      var end = state
      // Half of the games are begun by the other side: whose turn it is kills nothing by itself.
      if game % 2 == 1, !end.isTerminal { _ = end.apply(end.pass) }
      _ = end.playOut(using: &random)
      for cell in 0..<count where state.board[cell] != nil {
        if owner(of: cell, on: end.board) == state.board[cell] { kept[cell] += 1 }
      }
    }
    var dead: [Int] = []
    var seen: Set<Int> = []
    for cell in 0..<count where state.board[cell] != nil && !seen.contains(cell) {
      let chain = state.board.chain(at: cell)
      seen.formUnion(chain)
      let total = chain.reduce(0) { $0 + kept[$1] }
      if 3 * total < playoutCount * chain.count { dead += chain }
    }
    return dead.sorted()
  }

  /// Whose point it is at the end of a random game: that of its stone, or of the stones around it.
  private static func owner(of cell: Int, on board: GoBoard) -> Player? {
    if let owner = board[cell] { return owner }
    let size = board.size
    let (row, column) = cell.quotientAndRemainder(dividingBy: size)
    var owner: Player?
    for (near, isInside) in [
      (cell - size, row > 0), (cell + size, row < size - 1), (cell - 1, column > 0),
      (cell + 1, column < size - 1),
    ] where isInside {
      guard let neighbour = board[near], owner ?? neighbour == neighbour else { return nil }
      owner = neighbour
    }
    return owner
  }
}

/// Places for handicap stones that the engine chooses.
enum GoHandicap {
  /// The fixed places as far as there are any, and then always the point farthest from the others.
  ///
  /// - Parameters:
  ///   - count: The number of stones, fewer than there are points.
  ///   - size: Rows and columns.
  /// - Returns: The cells.
  static func cells(_ count: Int, size: Int) -> [Int] {
    let fixed = min(count, Go.largestFixedHandicap(size: size))
    var cells = (try? Go.fixedHandicap(fixed, size: size)) ?? []
    if cells.isEmpty { cells = [size / 2 * size + size / 2] }
    while cells.count < count {
      func distance(_ cell: Int) -> Int {
        let (row, column) = cell.quotientAndRemainder(dividingBy: size)
        let nearest =
          cells.map { abs($0 / size - row) + abs($0 % size - column) }.min() ?? 0
        // The edge is worth less than any other point that is free.
        let isEdge = min(row, column, size - 1 - row, size - 1 - column) == 0
        return nearest == 0 ? -1 : isEdge ? 0 : nearest
      }
      let best = (0..<size * size).max { distance($0) < distance($1) }
      cells.append(best ?? 0)
    }
    return cells
  }
}
