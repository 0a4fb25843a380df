/// What the other side does to the king of the side to move.
struct Threats {
  /// The pieces that give check.
  let checkers: Bitboard
  /// Sliders of the other side that would reach the king on an empty board.
  let snipers: Bitboard
  /// Own pieces that stand alone between a sniper and the king.
  let pinned: Bitboard
  /// Where the king may go.
  let safe: Bitboard

  /// Looks at the surroundings of the king of the side to move, whose pieces are `own`.
  @inline(__always)
  init<Us: Side>(
    _: Us.Type, _ tables: AttackTables, _ own: Forces, _ theirs: Forces, _ ownSquares: Bitboard,
    _ occupied: Bitboard
  ) {
    let king = own.king.first
    var checkers = Us.stepped(own.king) & theirs.pawns
    var danger = tables.king(theirs.king.first) | Us.Opponent.stepped(theirs.pawns) | ownSquares

    // Seldom does a piece come so near that more than this has to be looked at.
    let zone = tables.stepZone(Us.color, king)
    let majors = theirs.horses | theirs.dragons
    let near = zone & (theirs.knights | theirs.silvers | theirs.golds | majors)
    if !near.isEmpty {
      checkers |=
        tables.knight(Us.color, king) & theirs.knights
        | tables.silver(Us.color, king) & theirs.silvers
        | tables.gold(Us.color, king) & theirs.golds | tables.king(king) & majors
      danger |= tables.stepped(Us.Opponent.self, theirs, within: zone)
    }

    let rooks = tables.rookZone(king) & theirs.rooks
    let bishops = tables.bishopZone(king) & theirs.bishops
    let lances = tables.lanceZone(Us.color, king) & theirs.lances
    var pinned = Bitboard.empty
    var snipers = Bitboard.empty
    if !(rooks | bishops | lances).isEmpty {
      // A king does not hide behind the square that it leaves.
      let withoutKing = occupied ^ own.king
      danger |= tables.slid(Us.Opponent.self, rooks, bishops, lances, withoutKing)
      snipers =
        tables.rookRays(king) & rooks | tables.bishopRays(king) & bishops
        | tables.lanceRay(Us.color, king) & lances
      var rest = snipers
      while !rest.isEmpty {
        let sniper = rest.removeFirst()
        let blockers = tables.between(king, sniper) & occupied
        if blockers.isEmpty {
          checkers |= Bitboard(square: sniper)
        } else if !blockers.hasSeveral {
          pinned |= blockers & ownSquares
        }
      }
    }
    self.checkers = checkers
    self.snipers = snipers
    self.pinned = pinned
    safe = tables.king(king) & ~danger
  }
}

extension AttackTables {
  /// What the knights, silvers, golds, horses and dragons of a side in a zone reach by one step.
  @inline(__always)
  fileprivate func stepped<Them: Side>(
    _: Them.Type, _ forces: Forces, within zone: Bitboard
  ) -> Bitboard {
    var reached = Bitboard.empty
    var rest = forces.golds & zone
    while !rest.isEmpty { reached |= gold(Them.color, rest.removeFirst()) }
    rest = forces.silvers & zone
    while !rest.isEmpty { reached |= silver(Them.color, rest.removeFirst()) }
    rest = forces.knights & zone
    while !rest.isEmpty { reached |= knight(Them.color, rest.removeFirst()) }
    rest = (forces.horses | forces.dragons) & zone
    while !rest.isEmpty { reached |= king(rest.removeFirst()) }
    return reached
  }

  /// What sliders of a side reach.
  @inline(__always)
  fileprivate func slid<Them: Side>(
    _: Them.Type, _ rooks: Bitboard, _ bishops: Bitboard, _ lances: Bitboard, _ occupied: Bitboard
  ) -> Bitboard {
    var reached = Bitboard.empty
    var rest = rooks
    while !rest.isEmpty { reached |= rook(rest.removeFirst(), occupied) }
    rest = bishops
    while !rest.isEmpty { reached |= bishop(rest.removeFirst(), occupied) }
    rest = lances
    while !rest.isEmpty { reached |= lance(Them.color, rest.removeFirst(), occupied) }
    return reached
  }
}
