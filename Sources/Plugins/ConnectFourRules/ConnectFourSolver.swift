public import GameProtocol

extension ConnectFour: Solvable {
  /// Six sets by phase of the game and distance of its end.
  public var positionSets: [PositionSet<ConnectFourState>] { Self.positionSets }

  /// Makes a solver with an empty table.
  ///
  /// - Returns: The solver.
  public func makeSolver() -> ConnectFourSolver {
    ConnectFourSolver()
  }
}

/// The perfect solver of Connect Four: alpha-beta search on bit masks with a table of known bounds.
///
/// A score counts how soon the game is won: `+k` means that the side to move wins, and
/// `k = 22 − s` where `s` is the number of its own stones on the board when it does; `−k` means
/// that the opponent wins likewise; 0 is a draw.
///
/// The table (64 MiB) is allocated at the first use and kept, so that a solver answers related
/// positions faster. Copies of a solver share it, so they are to be used by one thread.
///
/// Source: the use of null windows, of threats for the order of moves and of moves that do not lose
/// follows Pons, "Solving Connect 4: how to build a perfect AI", 2015.
public struct ConnectFourSolver: GameSolver {
  /// The number of positions searched so far.
  public private(set) var nodeCount = 0

  private var table: BoundsTable?

  /// Makes a solver with an empty table.
  public init() {}

  /// The exact score of every column for the player to move.
  ///
  /// - Parameter state: A position.
  /// - Returns: Seven scores; `nil` for a full column, and everywhere in a finished game.
  public mutating func scores(of state: ConnectFourState) -> [Int?] {
    var scores: [Int?] = Array(repeating: nil, count: ConnectFourBoard.width)
    for action in state.legalActions {
      let next = state.applying(action)
      if next.isWon {
        scores[action.index] = 22 - (Int(next.stoneCount) + 1) / 2
      } else {
        scores[action.index] = next.isTerminal ? 0 : -score(of: next)
      }
    }
    return scores
  }

  /// The exact score of a position for the player to move, the best of `scores(of:)`.
  ///
  /// - Parameter state: A position that is not finished.
  /// - Returns: The score.
  public mutating func score(of state: ConnectFourState) -> Int {
    precondition(!state.isTerminal, "a finished game has no score")
    let node = Node(own: state.own, occupied: state.occupied, count: Int(state.stoneCount))
    if node.wins & node.landingCells != 0 { return node.scoreOfWinNow }

    let table = self.table ?? BoundsTable()
    self.table = table

    // Null windows halve the interval of possible scores. Those close to 0 are tried first: they
    // tell a win from a draw from a loss, which is cheaper than to tell how soon.
    var low = -(ConnectFourBoard.cellCount - node.count) / 2
    var high = (ConnectFourBoard.cellCount + 1 - node.count) / 2
    while low < high {
      var middle = low + (high - low) / 2
      if middle <= 0 && low / 2 < middle {
        middle = low / 2
      } else if middle >= 0 && high / 2 > middle {
        middle = high / 2
      }
      let score = search(node, alpha: middle, beta: middle + 1, table: table)
      if score <= middle { high = score } else { low = score }
    }
    return low
  }

  /// Searches a position in which the player to move has no immediate win.
  ///
  /// - Parameters:
  ///   - node: The position.
  ///   - alpha: Scores up to here need not be told apart.
  ///   - beta: Scores from here need not be told apart.
  ///   - table: What is known.
  /// - Returns: The score if it lies between, else a bound on it beyond `alpha` or `beta`.
  private mutating func search(
    _ node: Node, alpha: Int, beta: Int, table: BoundsTable
  ) -> Int {
    nodeCount &+= 1
    let moves = node.movesThatDoNotLose
    if moves == 0 { return node.scoreOfLossNext }
    if node.count >= ConnectFourBoard.cellCount - 2 { return 0 }

    var (alpha, beta) = (alpha, beta)
    // Nobody wins with this stone, nor the opponent with the next one.
    let least = -(ConnectFourBoard.cellCount - 2 - node.count) / 2
    let most = (ConnectFourBoard.cellCount - 1 - node.count) / 2
    if least >= beta { return least }
    if most <= alpha { return most }
    alpha = max(alpha, least)
    beta = min(beta, most)

    if node.count >= Self.lateCount {
      return bestScore(of: moves, from: node, alpha: alpha, beta: beta, floor: least, table: table)
    }

    let key = node.key
    var known = table.bounds(of: key)
    if known.low >= beta { return known.low }
    if known.high <= alpha { return known.high }
    if known.low == known.high { return known.low }
    alpha = max(alpha, known.low)
    beta = min(beta, known.high)

    // A reply that is already known to be bad enough for the opponent saves the search.
    var rest = moves
    while rest != 0 && node.count + 1 < Self.lateCount {
      let score = -table.bounds(of: node.after(rest & (0 &- rest)).key).high
      if score >= beta { return score }
      rest &= rest &- 1
    }

    let score = bestScore(
      of: moves, from: node, alpha: alpha, beta: beta, floor: least, table: table)
    if score < beta { known.high = min(known.high, score) }
    if score > alpha { known.low = max(known.low, score) }
    table.store(known, key: key, stoneCount: node.count)
    return score
  }

  /// From this number of stones on, searching is faster than asking the table.
  private static let lateCount = 34

  /// Searches the moves of a position.
  ///
  /// - Parameters:
  ///   - moves: The moves, at least one.
  ///   - node: The position.
  ///   - alpha: Scores up to here need not be told apart.
  ///   - beta: Scores from here need not be told apart.
  ///   - floor: No score is lower.
  ///   - table: What is known.
  /// - Returns: As `search`.
  @inline(__always)
  private mutating func bestScore(
    of moves: UInt64, from node: Node, alpha: Int, beta: Int, floor: Int, table: BoundsTable
  ) -> Int {
    var ordered = MoveList(moves, of: node)
    var best = floor
    while let cell = ordered.next() {
      let score = -search(
        node.after(cell), alpha: -beta, beta: -max(alpha, best), table: table)
      if score >= beta { return score }
      best = max(best, score)
    }
    return best
  }
}
