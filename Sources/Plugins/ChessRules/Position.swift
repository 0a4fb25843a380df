/// A position that the rules can play from.
///
/// Two positions are equal when the laws call them the same (FIDE 9.2.3): same pieces on the same
/// squares, same side to move, same castling rights, same possibilities to take en passant. The move
/// counters are not compared, and an en-passant square counts only if a legal capture goes there.
///
/// - Invariant: Each side has one king, and the side not to move is not in check.
public struct Position: Sendable {
  var placement: Placement
  /// A number of 64 bits that equal positions share and others all but never do.
  public internal(set) var key: UInt64
  /// Rooks that may still castle.
  var castlingRooks: Bitboard
  /// 64 for none.
  var enPassantIndex: UInt8 = 64
  /// As `enPassantIndex`, but also where a pin forbids every capture; 64 for none.
  var enPassantCandidate: UInt8 = 64
  /// The side to move.
  public internal(set) var turn: Color
  var halfmoveCount: UInt16
  var fullmoveCount: UInt16

  /// Plies since the last capture or pawn move.
  public var halfmoves: Int { Int(halfmoveCount) }

  /// The number of the move, raised after each of Black's.
  public var fullmoves: Int { Int(fullmoveCount) }

  /// The square behind a pawn that has just made a double step, if it can legally be taken there.
  public var enPassant: Square? {
    enPassantIndex < 64 ? Square(rawValue: enPassantIndex) : nil
  }

  /// The piece on a square.
  public func piece(at square: Square) -> Piece? { placement.piece(at: square) }

  /// The square of a king.
  public func king(of color: Color) -> Square {
    (placement.kings & placement.squares(of: color)).first
  }

  /// The squares of the rooks with which a side may still castle, ascending.
  public func castlingRooks(of color: Color) -> [Square] {
    var rest = castlingRooks & placement.squares(of: color)
    var squares: [Square] = []
    while !rest.isEmpty { squares.append(rest.removeFirst()) }
    return squares
  }

  /// Whether the side to move is in check.
  public var isCheck: Bool { !checkers.isEmpty }

  /// The pieces that give check to the side to move.
  var checkers: Bitboard {
    attackers(of: king(of: turn), by: turn.opponent, occupied: placement.occupied)
  }

  /// The pieces of a side that attack a square.
  func attackers(of square: Square, by color: Color, occupied: Bitboard) -> Bitboard {
    let tables = AttackTables.shared
    let reached =
      tables.knight(square) & placement.knights
      | tables.king(square) & placement.kings
      | tables.pawn(color.opponent, square) & placement.pawns
      | tables.rook(square, occupied) & placement.straightSliders
      | tables.bishop(square, occupied) & placement.diagonalSliders
    return reached & placement.squares(of: color)
  }

  /// The key made from nothing, which `key` must always equal.
  var computedKey: UInt64 {
    let keys = ZobristKeys.shared
    var key = keys.castling(rooks: castlingRooks, placement)
    for color in Color.allCases {
      var rest = placement.squares(of: color)
      while !rest.isEmpty {
        let square = rest.removeFirst()
        key ^= keys.piece(color, placement.code(at: square), square)
      }
    }
    if let enPassant { key ^= keys.enPassant(enPassant) }
    if turn == .white { key ^= keys.turn }
    return key
  }
}

extension Position: Hashable {
  /// Whether the laws call two positions the same.
  public static func == (left: Position, right: Position) -> Bool {
    left.placement == right.placement && left.turn == right.turn
      && left.castlingRooks == right.castlingRooks && left.enPassantIndex == right.enPassantIndex
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension Position {
  /// The position's key in a PolyGlot opening book.
  ///
  /// It differs from the rules' idea of a position where a pawn stands ready to take en passant but
  /// must not, because it is pinned.
  public var polyglotKey: UInt64 {
    if enPassantCandidate < 64, enPassantIndex == 64 {
      return key ^ ZobristKeys.shared.enPassant(Square(rawValue: enPassantCandidate))
    }
    return key
  }
}
