extension Position {
  /// Finds every legal move, none of which is tried out.
  ///
  /// Checks and pins are found first; then each piece's targets are masked so that only legal ones are
  /// left. Only a pawn dropped before the king is looked at by itself, because it must not mate.
  @inline(__always)
  func generate<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, into sink: inout Sink
  ) {
    let situation = Situation(Us.self, placement, tables)
    let (own, occupied) = (situation.own, situation.occupied)
    let threats = situation.threats
    sink.add(situation.king, to: threats.safe, promotes: false)
    if threats.checkers.hasSeveral { return }
    if !situation.movablePins.isEmpty {
      var rest = situation.movablePins
      while !rest.isEmpty {
        let square = rest.removeFirst()
        generateAny(
          Us.self, tables, from: square, within: situation.line(ofPinned: square, tables),
          occupied, into: &sink)
      }
    }
    generatePieces(
      Us.self, tables, own, free: ~threats.pinned, allowed: situation.allowed, occupied, into: &sink
    )
    let hand = placement.hand(of: Us.color)
    if !hand.isEmpty, !situation.open.isEmpty {
      generateDrops(Us.self, tables, hand, situation, into: &sink)
    }
  }

  /// Moves of the pieces that are not pinned.
  @inline(__always)
  private func generatePieces<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, _ own: Forces, free: Bitboard, allowed: Bitboard,
    _ occupied: Bitboard, into sink: inout Sink
  ) {
    let pawns = Us.stepped(own.pawns & free) & allowed
    sink.addSteps(to: pawns & ~Us.lastRow, offset: Us.forward, promotes: false)
    sink.addSteps(to: pawns & Us.zone, offset: Us.forward, promotes: true)
    var pieces = own.lances & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let targets = tables.lance(Us.color, square, occupied) & allowed
      sink.add(square, to: targets & ~Us.lastRow, promotes: false)
      sink.add(square, to: targets & Us.zone, promotes: true)
    }
    pieces = own.knights & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let targets = tables.knight(Us.color, square) & allowed
      sink.add(square, to: targets & ~Us.lastRows, promotes: false)
      sink.add(square, to: targets & Us.zone, promotes: true)
    }
    pieces = own.silvers & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      addEither(
        Us.self, square, to: tables.silver(Us.color, square) & allowed, into: &sink)
    }
    pieces = own.golds & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      sink.add(square, to: tables.gold(Us.color, square) & allowed, promotes: false)
    }
    pieces = own.bishops & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let lines = tables.bishop(square, occupied)
      if own.horses.contains(square) {
        sink.add(square, to: (lines | tables.king(square)) & allowed, promotes: false)
      } else {
        addEither(Us.self, square, to: lines & allowed, into: &sink)
      }
    }
    pieces = own.rooks & free
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let lines = tables.rook(square, occupied)
      if own.dragons.contains(square) {
        sink.add(square, to: (lines | tables.king(square)) & allowed, promotes: false)
      } else {
        addEither(Us.self, square, to: lines & allowed, into: &sink)
      }
    }
  }

  /// Moves of a silver, bishop or rook, which promote if they touch the zone.
  @inline(__always)
  private func addEither<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ square: Int, to targets: Bitboard, into sink: inout Sink
  ) {
    sink.add(square, to: targets, promotes: false)
    sink.add(
      square, to: Us.zone.contains(square) ? targets : targets & Us.zone, promotes: true)
  }

  /// Moves of one piece of any kind but the king to some of the squares.
  @inline(never)
  private func generateAny<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, from square: Int, within mask: Bitboard,
    _ occupied: Bitboard, into sink: inout Sink
  ) {
    let one = Forces(placement, Bitboard(square: square))
    generatePieces(
      Us.self, tables, one, free: .board, allowed: mask, occupied, into: &sink)
  }

  @inline(__always)
  private func generateDrops<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, _ hand: Hand, _ situation: Situation,
    into sink: inout Sink
  ) {
    let open = situation.open
    if hand.count(code: 1) > 0 {
      sink.addDrops(code: 1, on: pawnDrops(Us.self, tables, situation))
    }
    if hand.count(code: 2) > 0 { sink.addDrops(code: 2, on: open & ~Us.lastRow) }
    if hand.count(code: 3) > 0 { sink.addDrops(code: 3, on: open & ~Us.lastRows) }
    for code in 4...7 where hand.count(code: code) > 0 { sink.addDrops(code: code, on: open) }
  }

  /// Where a pawn may be dropped.
  @inline(__always)
  func pawnDrops<Us: Side>(
    _: Us.Type, _ tables: AttackTables, _ situation: Situation
  ) -> Bitboard {
    let targets = situation.open & ~Us.lastRow & Self.columnsWithout(situation.own.pawns)
    let front = Us.Opponent.stepped(situation.theirs.king)
    if !(targets & front).isEmpty,
      mates(
        Us.self, tables, pawnOn: front.first, situation.own, situation.theirs, situation.occupied)
    {
      return targets ^ front
    }
    return targets
  }

  /// The columns in which a side has no unpromoted pawn, whole.
  @inline(__always)
  private static func columnsWithout(_ pawns: Bitboard) -> Bitboard {
    // Rows are folded onto row 0, then repeated on every row.
    let low = UInt64(truncatingIfNeeded: pawns.bits) & 0x7FFF_FFFF_FFFF_FFFF
    var columns = low | UInt64(truncatingIfNeeded: pawns.bits &>> 63)
    columns |= columns &>> 36
    columns |= columns &>> 18
    columns |= columns &>> 9
    let free = ~columns & 0x1FF
    let half = free &* 0x0000_0010_0804_0201
    return Bitboard(
      UInt128(half) | UInt128(half) &<< 45 & Bitboard.board.bits)
  }

  /// Whether a pawn dropped before the opponent's king would mate it.
  @inline(never)
  private func mates<Us: Side>(
    _: Us.Type, _ tables: AttackTables, pawnOn front: Int, _ own: Forces, _ theirs: Forces,
    _ occupied: Bitboard
  ) -> Bool {
    typealias Them = Us.Opponent
    let after = occupied | Bitboard(square: front)
    let king = theirs.king.first
    let theirSquares = placement.squares(of: Them.color)
    // The king steps away or takes the pawn.
    var steps = tables.king(king) & ~theirSquares
    let withoutKing = after ^ theirs.king
    while !steps.isEmpty {
      if !tables.isReached(Them.self, steps.removeFirst(), withoutKing, by: own) { return false }
    }
    // Another piece takes the pawn without laying its king open.
    var takers =
      tables.knight(Us.color, front) & theirs.knights
      | tables.silver(Us.color, front) & theirs.silvers
      | tables.gold(Us.color, front) & theirs.golds
      | tables.king(front) & (theirs.horses | theirs.dragons)
      | tables.rook(front, occupied) & theirs.rooks
      | tables.bishop(front, occupied) & theirs.bishops
      | tables.lance(Us.color, front, occupied) & theirs.lances
    while !takers.isEmpty {
      let gone = after ^ Bitboard(square: takers.removeFirst())
      let attackers =
        tables.rook(king, gone) & own.rooks | tables.bishop(king, gone) & own.bishops
        | tables.lance(Them.color, king, gone) & own.lances
      if attackers.isEmpty { return false }
    }
    return true
  }
}

extension AttackTables {
  /// The pieces of the other side that reach a square by a step or a knight's jump; kings are left out.
  @inline(__always)
  func steppers<Us: Side>(_: Us.Type, _ square: Int, _ theirs: Forces) -> Bitboard {
    Us.stepped(Bitboard(square: square)) & theirs.pawns | knight(Us.color, square) & theirs.knights
      | silver(Us.color, square) & theirs.silvers | gold(Us.color, square) & theirs.golds
      | king(square) & (theirs.horses | theirs.dragons)
  }

  /// Whether pieces of the other side, the king included, reach a square.
  @inline(__always)
  func isReached<Us: Side>(
    _: Us.Type, _ square: Int, _ occupied: Bitboard, by theirs: Forces
  ) -> Bool {
    if !(steppers(Us.self, square, theirs) | king(square) & theirs.king).isEmpty { return true }
    // Most squares share no line with a slider, and need no look at the blockers.
    let rooks = rookRays(square) & theirs.rooks
    if !rooks.isEmpty, !(rook(square, occupied) & rooks).isEmpty { return true }
    let bishops = bishopRays(square) & theirs.bishops
    if !bishops.isEmpty, !(bishop(square, occupied) & bishops).isEmpty { return true }
    let lances = lanceRay(Us.color, square) & theirs.lances
    return !lances.isEmpty && !(lance(Us.color, square, occupied) & lances).isEmpty
  }
}

extension Position {
  /// Finds every legal move of the side to move.
  @inline(__always)
  func generate<Sink: MoveSink>(_ tables: AttackTables, into sink: inout Sink) {
    if turn == .black {
      generate(BlackSide.self, tables, into: &sink)
    } else {
      generate(WhiteSide.self, tables, into: &sink)
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
