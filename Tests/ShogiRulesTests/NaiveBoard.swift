@testable import ShogiRules

/// A board as a list of pieces, on which everything is found by walking: slow, and unlike the rules'
/// own way.
struct NaiveBoard {
  var pieces: [Piece?]

  init(_ position: Position) {
    pieces = (0..<81).map { position.piece(at: Square($0)) }
  }

  /// The squares of a side.
  func squares(of color: Color) -> [Int] { pieces.indices.filter { pieces[$0]?.color == color } }

  /// What the piece on a square reaches, pieces of its own side included.
  func reach(from square: Int) -> Set<Int> {
    guard let piece = pieces[square] else { return [] }
    let gold = [(1, -1), (1, 0), (1, 1), (0, -1), (0, 1), (-1, 0)]
    let straight = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    let diagonal = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    let (steps, lines): ([(Int, Int)], [(Int, Int)]) =
      switch piece.role {
      case .pawn: ([(1, 0)], [])
      case .lance: ([], [(1, 0)])
      case .knight: ([(2, -1), (2, 1)], [])
      case .silver: ([(1, 0)] + diagonal, [])
      case .gold, .promotedPawn, .promotedLance, .promotedKnight, .promotedSilver: (gold, [])
      case .bishop: ([], diagonal)
      case .rook: ([], straight)
      case .king: (straight + diagonal, [])
      case .horse: (straight, diagonal)
      case .dragon: (diagonal, straight)
      }
    let forward = piece.color == .black ? 1 : -1
    var reached: Set<Int> = []
    func walk(_ step: (Int, Int), limit: Int) {
      var (row, column) = (square / 9, square % 9)
      for _ in 0..<limit {
        (row, column) = (row + step.0 * forward, column + step.1)
        guard (0..<9).contains(row), (0..<9).contains(column) else { return }
        reached.insert(row * 9 + column)
        if pieces[row * 9 + column] != nil { return }
      }
    }
    for step in steps { walk(step, limit: 1) }
    for step in lines { walk(step, limit: 8) }
    return reached
  }

  /// The pieces of a side that reach a square.
  func attackers(of square: Int, by color: Color) -> Set<Int> {
    Set(squares(of: color).filter { reach(from: $0).contains(square) })
  }

  /// The board after a piece has gone from one square to another.
  func moving(_ origin: Int, to target: Int) -> NaiveBoard {
    var next = self
    next.pieces[target] = pieces[origin]
    next.pieces[origin] = nil
    return next
  }
}

extension Bitboard {
  /// The numbers of the squares.
  var squares: Set<Int> { Set((0..<81).filter { contains($0) }) }
}

/// Positions of the cases, with the board as a list beside each.
func casePositions() throws -> [(position: Position, board: NaiveBoard)] {
  try CaseFile.cases("random.perft").map {
    let position = try Position(sfen: $0[0])
    return (position, NaiveBoard(position))
  }
}
