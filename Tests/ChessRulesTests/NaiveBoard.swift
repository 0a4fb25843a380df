import GameProtocol

@testable import ChessRules

/// A board as a list of pieces, on which moves are found by walking and tried out: slow, and unlike
/// the rules' own way.
struct NaiveBoard {
  /// Castling goes to the square of the castling rook.
  struct Step: Hashable {
    var origin: Int
    var target: Int
    var promotion: Role?
    var isCastling = false
  }

  var pieces: [Piece?]
  var turn: Color
  /// The rooks that may still castle.
  var castling: Set<Int>
  /// The square behind a pawn that has just made a double step, whether or not it can be taken.
  var enPassant: Int?
  var halfmoves: Int
  var fullmoves: Int

  init(_ position: Position) {
    pieces = (0..<64).map { position.piece(at: Square($0)) }
    turn = position.turn
    castling = Set(Color.allCases.flatMap { position.castlingRooks(of: $0).map(\.index) })
    enPassant = position.enPassant?.index
    halfmoves = position.halfmoves
    fullmoves = position.fullmoves
  }

  /// The same facts, for the rules to check.
  var setup: Setup {
    var setup = Setup()
    for (square, piece) in pieces.enumerated() { setup[Square(square)] = piece }
    setup.turn = turn
    setup.castling = castling.map { Square($0) }
    setup.enPassant = enPassant.map { Square($0) }
    setup.halfmoves = halfmoves
    setup.fullmoves = fullmoves
    return setup
  }

  private static let straight = [(1, 0), (-1, 0), (0, 1), (0, -1)]
  private static let diagonal = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
  private static let jumps = [
    (1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2),
  ]

  /// The squares that are met in a direction of files and ranks, up to the first piece.
  private func walk(_ square: Int, _ step: (Int, Int), limit: Int = 7) -> [Int] {
    var (file, rank) = (square % 8 + step.0, square / 8 + step.1)
    var met: [Int] = []
    while (0..<8).contains(file), (0..<8).contains(rank), met.count < limit {
      met.append(rank * 8 + file)
      if pieces[rank * 8 + file] != nil { break }
      (file, rank) = (file + step.0, rank + step.1)
    }
    return met
  }

  /// What the piece on a square attacks.
  func attacks(from square: Int) -> [Int] {
    guard let piece = pieces[square] else { return [] }
    let up = piece.color == .white ? 1 : -1
    let (steps, limit): ([(Int, Int)], Int) =
      switch piece.role {
      case .pawn: ([(-1, up), (1, up)], 1)
      case .knight: (Self.jumps, 1)
      case .king: (Self.straight + Self.diagonal, 1)
      case .bishop: (Self.diagonal, 7)
      case .rook: (Self.straight, 7)
      case .queen: (Self.straight + Self.diagonal, 7)
      }
    return steps.flatMap { walk(square, $0, limit: limit) }
  }

  func isAttacked(_ square: Int, by color: Color) -> Bool {
    pieces.indices.contains {
      pieces[$0]?.color == color && attacks(from: $0).contains(square)
    }
  }

  /// The legal moves: whatever the pieces can do, if the king is safe afterwards.
  var steps: Set<Step> {
    var found = castlingSteps
    for origin in pieces.indices where pieces[origin]?.color == turn {
      let isPawn = pieces[origin]?.role == .pawn
      var targets = attacks(from: origin).filter {
        isPawn ? pieces[$0]?.color == turn.opponent || $0 == enPassant : pieces[$0]?.color != turn
      }
      if isPawn {
        let isAtHome = origin / 8 == (turn == .white ? 1 : 6)
        let ahead = walk(origin, (0, turn == .white ? 1 : -1), limit: isAtHome ? 2 : 1)
        targets += ahead.filter { pieces[$0] == nil }
      }
      for target in targets {
        let isLast = isPawn && (target / 8 == 0 || target / 8 == 7)
        let roles: [Role?] = isLast ? [.knight, .bishop, .rook, .queen] : [nil]
        for role in roles { found.insert(Step(origin: origin, target: target, promotion: role)) }
      }
    }
    return found.filter { step in
      let next = making(step)
      guard let king = next.pieces.firstIndex(of: Piece(turn, .king)) else { return false }
      return !next.isAttacked(king, by: turn.opponent)
    }
  }

  /// Castling over empty squares, on none of which the king is attacked.
  private var castlingSteps: Set<Step> {
    guard let king = pieces.firstIndex(of: Piece(turn, .king)) else { return [] }
    var found: Set<Step> = []
    for rook in castling where pieces[rook]?.color == turn {
      let home = king / 8 * 8
      let (kingTarget, rookTarget) = rook > king ? (home + 6, home + 5) : (home + 2, home + 3)
      let path = min(king, kingTarget)...max(king, kingTarget)
      let way = Set(path).union(min(rook, rookTarget)...max(rook, rookTarget))
      let isOpen = way.subtracting([king, rook]).allSatisfy { pieces[$0] == nil }
      if isOpen, path.allSatisfy({ !isAttacked($0, by: turn.opponent) }) {
        found.insert(Step(origin: king, target: rook, isCastling: true))
      }
    }
    return found
  }

  /// The board after a move.
  func making(_ step: Step) -> NaiveBoard {
    var next = self
    let piece = pieces[step.origin]
    next.pieces[step.origin] = nil
    next.enPassant = nil
    next.halfmoves += 1
    next.turn = turn.opponent
    if turn == .black { next.fullmoves += 1 }
    if piece?.role == .king { next.castling = castling.filter { pieces[$0]?.color != turn } }
    next.castling.subtract([step.origin, step.target])
    if step.isCastling {
      let home = step.origin / 8 * 8
      let isKingSide = step.target > step.origin
      next.pieces[step.target] = nil
      next.pieces[home + (isKingSide ? 6 : 2)] = piece
      next.pieces[home + (isKingSide ? 5 : 3)] = Piece(turn, .rook)
      return next
    }
    if piece?.role == .pawn || pieces[step.target] != nil { next.halfmoves = 0 }
    next.pieces[step.target] = step.promotion.map { Piece(turn, $0) } ?? piece
    if piece?.role == .pawn {
      if step.target == enPassant { next.pieces[step.origin / 8 * 8 + step.target % 8] = nil }
      if abs(step.target - step.origin) == 16 {
        next.enPassant = (step.origin + step.target) / 2
      }
    }
    return next
  }
}

extension NaiveBoard.Step {
  init(_ move: Move) {
    self.init(
      origin: move.origin.index, target: move.target.index, promotion: move.promotion,
      isCastling: move.isCastling)
  }
}

/// Plays random games on both boards, calling back before each move, which is `nil` where none is left.
///
/// The starts are the usual one, those of Chess960 and two with pawns that soon promote; castling,
/// captures en passant and promotions are preferred.
func playOnBothBoards(
  _ games: Int, seed: UInt64, visit: (Position, NaiveBoard, Move?) throws -> Void
) throws {
  let advanced = [
    "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1",
    "n1n5/PPPk4/8/2p5/3P4/8/4Kppp/5N1N b - - 0 1",
  ]
  for game in 0..<games {
    var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(game))
    let setup =
      switch game % 4 {
      case 0: Setup.chess960(518)
      case 1: Setup.chess960(random.below(960))
      default: try Setup(fen: advanced[game % 2])
      }
    var position = try Position(setup)
    var board = NaiveBoard(position)
    for _ in 0..<80 {
      let moves = position.legalMoves
      let special = moves.filter { $0.isCastling || $0.isEnPassant || $0.promotion != nil }
      let choice = special.isEmpty || random.below(2) == 0 ? moves : special
      let move = choice.isEmpty ? nil : choice[random.below(choice.count)]
      try visit(position, board, move)
      guard let move else { break }
      position.make(move)
      board = board.making(NaiveBoard.Step(move))
    }
  }
}
