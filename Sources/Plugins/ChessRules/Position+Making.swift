extension Position {
  /// Makes a legal move.
  ///
  /// - Precondition: The move is one of `legalMoves`; after another the position is undefined.
  public mutating func make(_ move: Move) {
    if turn == .white {
      make(move, WhiteSide.self, AttackTables.shared, ZobristKeys.shared)
    } else {
      make(move, BlackSide.self, AttackTables.shared, ZobristKeys.shared)
    }
  }

  /// The position after a legal move.
  ///
  /// - Precondition: The move is one of `legalMoves`.
  public func making(_ move: Move) -> Position {
    var next = self
    next.make(move)
    return next
  }

  @inline(__always)
  mutating func make<Us: Side>(
    _ move: Move, _: Us.Type, _ tables: AttackTables, _ keys: ZobristKeys
  ) {
    let origin = move.origin
    let target = move.target
    let role = placement.code(at: origin)
    if enPassantCandidate < 64 { forgetEnPassant(keys) }
    key ^= keys.turn
    turn = Us.Opponent.color
    if Us.color == .black { fullmoveCount &+= 1 }
    halfmoveCount &+= 1

    let touched = Bitboard(origin) | Bitboard(target)
    if !(touched & castlingRooks).isEmpty || role == UInt64(Role.king.rawValue) {
      loseCastling(Us.self, touched, byKing: role == UInt64(Role.king.rawValue), keys)
    }
    if move.isCastling {
      castle(Us.self, king: origin, rook: target, keys)
      return
    }
    let taken = placement.code(at: target)
    let promoted = UInt64(move.code &>> 12 & 7)
    let arriving = move.code & Move.Kind.promotion == 0 ? role : promoted
    key ^= keys.piece(Us.color, role, origin) ^ keys.piece(Us.color, arriving, target)
    key ^= keys.piece(Us.Opponent.color, taken, target)
    placement.clear(touched)
    placement.put(code: arriving, Us.color, on: Bitboard(target))
    if taken != 0 { halfmoveCount = 0 }
    if role == UInt64(Role.pawn.rawValue) {
      halfmoveCount = 0
      if move.isEnPassant {
        let passed = Square(target.index &- Us.forward)
        key ^= keys.piece(Us.Opponent.color, UInt64(Role.pawn.rawValue), passed)
        placement.clear(Bitboard(passed))
      } else if target.index &- origin.index == 2 &* Us.forward {
        offerEnPassant(Us.self, Square(origin.index &+ Us.forward), tables, keys)
      }
    }
  }

  @inline(never)
  private mutating func forgetEnPassant(_ keys: ZobristKeys) {
    if let enPassant { key ^= keys.enPassant(enPassant) }
    enPassantIndex = 64
    enPassantCandidate = 64
  }

  /// Notes the square behind a double step, if a pawn of the opponent stands ready to take there.
  @inline(__always)
  private mutating func offerEnPassant<Us: Side>(
    _: Us.Type, _ square: Square, _ tables: AttackTables, _ keys: ZobristKeys
  ) {
    let takers =
      tables.pawn(Us.color, square) & placement.pawns & placement.squares(of: Us.Opponent.color)
    if !takers.isEmpty {
      noteEnPassant(Us.Opponent.self, square, takers: takers, tables, keys)
    }
  }

  /// Notes a square where pawns stand ready to take en passant, and whether one of them may.
  @inline(never)
  mutating func noteEnPassant<Us: Side>(
    _: Us.Type, _ square: Square, takers: Bitboard, _ tables: AttackTables, _ keys: ZobristKeys
  ) {
    enPassantCandidate = square.rawValue
    var rest = takers
    while !rest.isEmpty {
      if isLegalEnPassant(Us.self, tables, origin: rest.removeFirst(), target: square) {
        enPassantIndex = square.rawValue
        key ^= keys.enPassant(square)
        return
      }
    }
  }

  @inline(never)
  private mutating func loseCastling<Us: Side>(
    _: Us.Type, _ touched: Bitboard, byKing: Bool, _ keys: ZobristKeys
  ) {
    var kept = castlingRooks & ~touched
    if byKing { kept &= ~Us.backRank }
    if kept == castlingRooks { return }
    key ^= keys.castling(rooks: castlingRooks, placement)
    key ^= keys.castling(rooks: kept, placement)
    castlingRooks = kept
  }

  @inline(never)
  private mutating func castle<Us: Side>(
    _: Us.Type, king: Square, rook: Square, _ keys: ZobristKeys
  ) {
    let isKingSide = rook > king
    let kingTarget = Square(file: isKingSide ? 6 : 2, rank: king.rank)
    let rookTarget = Square(file: isKingSide ? 5 : 3, rank: king.rank)
    let kingCode = UInt64(Role.king.rawValue)
    let rookCode = UInt64(Role.rook.rawValue)
    key ^= keys.piece(Us.color, kingCode, king) ^ keys.piece(Us.color, kingCode, kingTarget)
    key ^= keys.piece(Us.color, rookCode, rook) ^ keys.piece(Us.color, rookCode, rookTarget)
    placement.clear(Bitboard(king) | Bitboard(rook))
    placement.put(code: kingCode, Us.color, on: Bitboard(kingTarget))
    placement.put(code: rookCode, Us.color, on: Bitboard(rookTarget))
  }
}
