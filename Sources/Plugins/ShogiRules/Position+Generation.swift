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
    let threats = situation.threats
    sink.addSteps(situation.king, to: threats.safe, promotes: false, tables)
    if threats.checkers.hasSeveral { return }
    var pinned = situation.movablePins
    while !pinned.isEmpty {
      let square = pinned.removeFirst()
      generatePinned(
        Us.self, tables, situation.forces, Bitboard(square: square),
        allowed: situation.line(ofPinned: square, tables), situation.occupied, into: &sink)
    }
    generatePieces(
      Us.self, tables, situation.forces, situation.own & ~threats.pinned,
      allowed: situation.allowed, situation.occupied, isFree: threats.checkers.isEmpty, into: &sink)
    let hand = placement.hand(of: Us.color)
    if !hand.isEmpty, !situation.open.isEmpty {
      generateDrops(Us.self, tables, hand, situation, into: &sink)
    }
  }

  /// Moves of some pieces; the king is left out.
  ///
  /// If they are free, only own pieces stop them.
  @inline(__always)
  private func generatePieces<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, _ forces: Forces, _ movers: Bitboard, allowed: Bitboard,
    _ occupied: Bitboard, isFree: Bool, into caller: inout Sink
  ) {
    // A copy stays in a register, whatever is written through it.
    var sink = caller
    defer { caller = sink }
    let pawns = Us.stepped(forces.pawns & movers) & allowed
    sink.addPawnSteps(to: pawns & ~Us.lastRow, offset: Us.forward, promotes: false)
    sink.addPawnSteps(to: pawns & Us.zone, offset: Us.forward, promotes: true)
    var pieces = forces.lances & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let targets = tables.lance(Us.color, square, occupied) & allowed
      if isFree {
        sink.addLine(square, to: targets & ~Us.lastRow, step: Us.forward)
      } else {
        sink.add(square, to: targets & ~Us.lastRow, promotes: false)
      }
      sink.add(square, to: targets & Us.zone, promotes: true)
    }
    pieces = forces.knights & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let targets = tables.knight(Us.color, square) & allowed
      sink.add(square, to: targets & ~Us.lastRows, promotes: false)
      sink.add(square, to: targets & Us.zone, promotes: true)
    }
    pieces = forces.silvers & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      let targets = tables.silver(Us.color, square) & allowed
      sink.addSteps(square, to: targets, promotes: false, tables)
      let promoting = Us.isInZone(square) ? targets : targets & Us.zone
      if !promoting.isEmpty { sink.addSteps(square, to: promoting, promotes: true, tables) }
    }
    pieces = forces.golds & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      sink.addSteps(
        square, to: tables.gold(Us.color, square) & allowed, promotes: false, tables)
    }
    pieces = forces.bishops & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      var lines = Bitboard.empty
      tables.forEachBishopRay(square, occupied) { ray, step in
        if isFree { sink.addLine(square, to: ray & allowed, step: step) }
        lines |= ray
      }
      addRest(
        Us.self, square, lines, beside: tables.rookRays(square), allowed, forces, isFree, tables,
        into: &sink)
    }
    pieces = forces.rooks & movers
    while !pieces.isEmpty {
      let square = pieces.removeFirst()
      var lines = Bitboard.empty
      tables.forEachRookRay(square, occupied) { ray, step in
        if isFree { sink.addLine(square, to: ray & allowed, step: step) }
        lines |= ray
      }
      addRest(
        Us.self, square, lines, beside: tables.bishopRays(square), allowed, forces, isFree, tables,
        into: &sink)
    }
  }

  /// Moves of a bishop or rook besides those along its lines, which are added already if it is free:
  /// promotions where the zone is touched, and steps of a horse or dragon.
  @inline(__always)
  private func addRest<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ square: Int, _ lines: Bitboard, beside: Bitboard, _ allowed: Bitboard,
    _ forces: Forces, _ isFree: Bool, _ tables: AttackTables, into sink: inout Sink
  ) {
    let targets = lines & allowed
    if !isFree { sink.add(square, to: targets, promotes: false) }
    if forces.majors.contains(square) {
      sink.addSteps(
        square, to: tables.king(square) & beside & allowed, promotes: false, tables)
    } else {
      sink.add(square, to: Us.isInZone(square) ? targets : targets & Us.zone, promotes: true)
    }
  }

  /// Moves of a pinned piece of any kind.
  @inline(never)
  private func generatePinned<Us: Side, Sink: MoveSink>(
    _: Us.Type, _ tables: AttackTables, _ forces: Forces, _ mover: Bitboard, allowed: Bitboard,
    _ occupied: Bitboard, into sink: inout Sink
  ) {
    generatePieces(
      Us.self, tables, forces, mover, allowed: allowed, occupied, isFree: false, into: &sink)
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
    let targets =
      situation.open & ~Us.lastRow & Self.columnsWithout(situation.forces.pawns & situation.own)
    let king = situation.forces.kings & situation.theirs
    let front = Us.Opponent.stepped(king)
    if !(targets & front).isEmpty,
      mates(Us.self, tables, pawnOn: front.first, king: king.first, situation.forces)
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
    _: Us.Type, _ tables: AttackTables, pawnOn front: Int, king: Int, _ forces: Forces
  ) -> Bool {
    typealias Them = Us.Opponent
    let occupied = placement.occupied
    let own = placement.squares(of: Us.color)
    let theirs = occupied ^ own
    let after = occupied | Bitboard(square: front)
    // The king steps away or takes the pawn.
    var steps = tables.king(king) & ~theirs
    let withoutKing = after ^ Bitboard(square: king)
    while !steps.isEmpty {
      let step = steps.removeFirst()
      if !tables.isReached(Them.self, step, withoutKing, by: forces, of: own) { return false }
    }
    // Another piece takes the pawn without laying its king open.
    var takers =
      (tables.jumpers(Us.self, front, forces) | tables.rook(front, occupied) & forces.rooks
        | tables.bishop(front, occupied) & forces.bishops
        | tables.lance(Us.color, front, occupied) & forces.lances) & theirs
    while !takers.isEmpty {
      let gone = after ^ Bitboard(square: takers.removeFirst())
      let attackers =
        tables.rook(king, gone) & forces.rooks | tables.bishop(king, gone) & forces.bishops
        | tables.lance(Them.color, king, gone) & forces.lances
      if (attackers & own).isEmpty { return false }
    }
    return true
  }
}

extension AttackTables {
  /// The knights, silvers, golds, horses and dragons that reach a square by a step or a jump, as far as
  /// they are not of the side that is named.
  @inline(__always)
  func jumpers<Us: Side>(_: Us.Type, _ square: Int, _ forces: Forces) -> Bitboard {
    knight(Us.color, square) & forces.knights | silver(Us.color, square) & forces.silvers
      | gold(Us.color, square) & forces.golds | king(square) & forces.majors
  }

  /// Whether pieces of the other side, whose squares are given, reach a square.
  @inline(__always)
  func isReached<Us: Side>(
    _: Us.Type, _ square: Int, _ occupied: Bitboard, by forces: Forces, of theirs: Bitboard
  ) -> Bool {
    let steppers =
      Us.stepped(Bitboard(square: square)) & forces.pawns | jumpers(Us.self, square, forces)
      | king(square) & forces.kings
    if !(steppers & theirs).isEmpty { return true }
    // Most squares share no line with a slider, and need no look at the blockers.
    let rooks = rookRays(square) & forces.rooks & theirs
    if !rooks.isEmpty, !(rook(square, occupied) & rooks).isEmpty { return true }
    let bishops = bishopRays(square) & forces.bishops & theirs
    if !bishops.isEmpty, !(bishop(square, occupied) & bishops).isEmpty { return true }
    let lances = lanceRay(Us.color, square) & forces.lances & theirs
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
