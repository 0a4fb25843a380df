extension Position {
  /// Finds every legal move, none of which is tried out.
  ///
  /// Checks and pins are found first; then each piece's targets are masked so that only legal ones are
  /// left. Only an en-passant capture, which empties two squares of a line at once, is looked at by
  /// itself.
  @inline(__always)
  func generate<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, into sink: inout Sink
  ) {
    let occupied = placement.occupied
    let own = placement.squares(of: Us.color)
    let theirs = occupied ^ own
    let king = (placement.kings & own).first
    let theirStraight = placement.straightSliders & theirs
    let theirDiagonal = placement.diagonalSliders & theirs
    let theirKnights = placement.knights & theirs
    let theirPawns = placement.pawns & theirs

    var checkers = tables.knight(king) & theirKnights | tables.pawn(Us.color, king) & theirPawns
    var pinned = Bitboard.empty
    let snipers = tables.rookRays(king) & theirStraight | tables.bishopRays(king) & theirDiagonal
    var rest = snipers
    while !rest.isEmpty {
      let sniper = rest.removeFirst()
      let blockers = tables.between(king, sniper) & occupied
      if blockers.isEmpty {
        checkers |= Bitboard(sniper)
      } else if !blockers.hasSeveral {
        pinned |= blockers & own
      }
    }

    // The king: not next to theirs, not where a piece reaches once the king has left its square.
    let theirKing = (placement.kings & theirs).first
    let guarded =
      tables.king(theirKing) | Us.Opponent.westAttacks(theirPawns)
      | Us.Opponent.eastAttacks(theirPawns)
    let withoutKing = occupied ^ Bitboard(king)
    var steps = tables.king(king) & ~own & ~guarded
    var safe = Bitboard.empty
    while !steps.isEmpty {
      let step = steps.removeFirst()
      if !isReached(
        step, withoutKing, tables, knights: theirKnights, straight: theirStraight,
        diagonal: theirDiagonal)
      {
        safe |= Bitboard(step)
      }
    }
    sink.add(king, to: safe)
    if checkers.hasSeveral { return }

    // Where a move answers a check, or anywhere.
    var allowed = ~own
    if checkers.isEmpty {
      if !castlingRooks.isEmpty {
        generateCastling(Us.self, tables, king: king, occupied: occupied, into: &sink)
      }
      if !pinned.isEmpty {
        generatePinned(
          tables, Us.self, king: king, snipers: snipers, occupied: occupied, own: own, into: &sink)
      }
    } else {
      // Against one check a pinned piece never helps: its line and the check's meet at the king only.
      allowed = checkers | tables.between(king, checkers.first)
    }

    let free = own & ~pinned
    generatePawns(
      Us.self, placement.pawns & free, theirs: theirs & allowed, empty: ~occupied, allowed: allowed,
      into: &sink)
    if enPassantIndex < 64 {
      let target = Square(rawValue: enPassantIndex)
      var takers = tables.pawn(Us.Opponent.color, target) & placement.pawns & own
      while !takers.isEmpty {
        let origin = takers.removeFirst()
        if isLegalEnPassant(Us.self, tables, origin: origin, target: target) {
          sink.addEnPassant(origin, to: target)
        }
      }
    }
    var pieces = placement.knights & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      sink.add(square, to: tables.knight(square) & allowed)
    }
    pieces = placement.bishops & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      sink.add(square, to: tables.bishop(square, occupied) & allowed)
    }
    pieces = placement.rooks & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      sink.add(square, to: tables.rook(square, occupied) & allowed)
    }
    pieces = placement.queens & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let lines = tables.bishop(square, occupied) | tables.rook(square, occupied)
      sink.add(square, to: lines & allowed)
    }
  }

  /// Whether knights or sliders of the opponent reach a square; pawns and king are left out.
  @inline(__always)
  private func isReached(
    _ square: Square, _ occupied: Bitboard, _ tables: AttackTables, knights: Bitboard,
    straight: Bitboard, diagonal: Bitboard
  ) -> Bool {
    if !(tables.knight(square) & knights).isEmpty { return true }
    // Most squares share no line with a slider, and need no look at the blockers.
    if !(tables.rookRays(square) & straight).isEmpty,
      !(tables.rook(square, occupied) & straight).isEmpty
    {
      return true
    }
    return !(tables.bishopRays(square) & diagonal).isEmpty
      && !(tables.bishop(square, occupied) & diagonal).isEmpty
  }

  @inline(__always)
  private func generatePawns<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ pawns: Bitboard, theirs: Bitboard, empty: Bitboard, allowed: Bitboard,
    into sink: inout Sink
  ) {
    let single = Us.stepped(pawns) & empty
    let double = Us.stepped(single & Us.passedRank) & empty & allowed
    let steps = single & allowed
    let west = Us.westAttacks(pawns) & theirs
    let east = Us.eastAttacks(pawns) & theirs
    sink.addPawns(to: steps & ~Us.lastRank, offset: Us.forward)
    sink.addPawns(to: double, offset: 2 &* Us.forward)
    sink.addPawns(to: west & ~Us.lastRank, offset: Us.captureWest)
    sink.addPawns(to: east & ~Us.lastRank, offset: Us.captureEast)
    if !((steps | west | east) & Us.lastRank).isEmpty {
      sink.addPromotions(to: steps & Us.lastRank, offset: Us.forward)
      sink.addPromotions(to: west & Us.lastRank, offset: Us.captureWest)
      sink.addPromotions(to: east & Us.lastRank, offset: Us.captureEast)
    }
  }

  /// The moves of pinned pieces, which stay on the line between king and pinner.
  ///
  /// Nobody gives check.
  @inline(__always)
  private func generatePinned<Us: Side, Sink: MoveSink>(
    _ tables: AttackTables, _: Us.Type, king: Square, snipers: Bitboard, occupied: Bitboard,
    own: Bitboard, into sink: inout Sink
  ) {
    var rest = snipers
    while !rest.isEmpty {
      let sniper = rest.removeFirst()
      let between = tables.between(king, sniper)
      let blockers = between & occupied
      if blockers.hasSeveral || (blockers & own).isEmpty { continue }
      let line = between | Bitboard(sniper)
      if !(placement.pawns & blockers).isEmpty {
        generatePawns(
          Us.self, blockers, theirs: Bitboard(sniper), empty: ~occupied, allowed: line, into: &sink)
        continue
      }
      let isStraight = tables.rookRays(king).contains(sniper)
      let movers = isStraight ? placement.straightSliders : placement.diagonalSliders
      // The piece is alone on the line, so it reaches all of it.
      if !(movers & blockers).isEmpty { sink.add(blockers.first, to: line ^ blockers) }
    }
  }

  /// Castling, the king not being in check.
  @inline(__always)
  private func generateCastling<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, king: Square, occupied: Bitboard, into sink: inout Sink
  ) {
    var rooks = castlingRooks & Us.backRank
    while !rooks.isEmpty {
      let rook = rooks.removeFirst()
      let isKingSide = rook > king
      let kingTarget = Square(file: isKingSide ? 6 : 2, rank: king.rank)
      let rookTarget = Square(file: isKingSide ? 5 : 3, rank: king.rank)
      let others = occupied ^ Bitboard(king) ^ Bitboard(rook)
      let kingPath = tables.between(king, kingTarget) | Bitboard(kingTarget)
      let rookPath = tables.between(rook, rookTarget) | Bitboard(rookTarget)
      if !((kingPath | rookPath) & others).isEmpty { continue }
      if isSafe(kingPath, for: Us.self, tables, occupied: others) {
        sink.addCastling(king: king, rook: rook)
      }
    }
  }

  /// Whether the opponent attacks none of some squares.
  @inline(never)
  private func isSafe<Us: Side>(
    _ squares: Bitboard, for _: Us.Type, _ tables: AttackTables, occupied: Bitboard
  ) -> Bool {
    let theirs = placement.squares(of: Us.Opponent.color)
    var rest = squares
    while !rest.isEmpty {
      let square = rest.removeFirst()
      let others =
        tables.king(square) & placement.kings | tables.pawn(Us.color, square) & placement.pawns
      if !(others & theirs).isEmpty
        || isReached(
          square, occupied, tables, knights: placement.knights & theirs,
          straight: placement.straightSliders & theirs,
          diagonal: placement.diagonalSliders & theirs)
      {
        return false
      }
    }
    return true
  }

  /// Whether a pawn of a side may take en passant, by a look at the board after the capture.
  @inline(never)
  func isLegalEnPassant<Us: Side>(
    _: Us.Type, _ tables: AttackTables, origin: Square, target: Square
  ) -> Bool {
    let taken = Bitboard(Square(target.index &- Us.forward))
    let after = (placement.occupied ^ Bitboard(origin) ^ taken) | Bitboard(target)
    let theirs = placement.squares(of: Us.Opponent.color) & ~taken
    let king = (placement.kings & placement.squares(of: Us.color)).first
    let attackers =
      tables.knight(king) & placement.knights | tables.pawn(Us.color, king) & placement.pawns
      | tables.rook(king, after) & placement.straightSliders
      | tables.bishop(king, after) & placement.diagonalSliders
    return (attackers & theirs).isEmpty
  }
}

extension Position {
  /// Finds every legal move of the side to move.
  @inline(__always)
  func generate<Sink: MoveSink>(_ tables: AttackTables, into sink: inout Sink) {
    if turn == .white {
      generate(WhiteSide.self, tables, into: &sink)
    } else {
      generate(BlackSide.self, tables, into: &sink)
    }
  }

  /// The number of legal moves.
  public var legalMoveCount: Int {
    var counter = MoveCounter()
    generate(AttackTables.shared, into: &counter)
    return counter.count
  }

  /// The legal moves, in no particular order that a caller may rely on.
  public var legalMoves: [Move] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MoveWriter.capacity) { memory in
      guard let start = memory.baseAddress else { return [] }
      var writer = MoveWriter(end: start)
      generate(AttackTables.shared, into: &writer)
      return (0..<(writer.end - start)).map { Move(code: start[$0]) }
    }
  }
}
