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

  /// Looks at the surroundings of the king of the side to move, which stands on `king` and whose
  /// squares are `own`.
  @inline(__always)
  init<Us: Side>(
    _: Us.Type, _ tables: AttackTables, _ forces: Forces, _ own: Bitboard, _ theirs: Bitboard,
    _ occupied: Bitboard, king: Int
  ) {
    let place = Bitboard(square: king)
    let pawns = forces.pawns & theirs
    var checkers = Us.stepped(place) & pawns
    var danger =
      tables.king((forces.kings & theirs).first) | Us.Opponent.stepped(pawns) | own

    // Seldom does a piece come so near that more than this has to be looked at.
    let near =
      tables.stepZone(Us.color, king) & theirs
      & (forces.knights | forces.silvers | forces.golds | forces.majors)
    if !near.isEmpty {
      checkers |= tables.jumpers(Us.self, king, forces) & near
      danger |= tables.stepped(Us.Opponent.self, forces, of: near)
    }

    let rooks = tables.rookZone(king) & forces.rooks & theirs
    let bishops = tables.bishopZone(king) & forces.bishops & theirs
    let lances = tables.lanceZone(Us.color, king) & forces.lances & theirs
    var pinned = Bitboard.empty
    var snipers = Bitboard.empty
    if !(rooks | bishops | lances).isEmpty {
      // A king does not hide behind the square that it leaves.
      danger |= tables.slid(Us.Opponent.self, rooks, bishops, lances, occupied ^ place)
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
          pinned |= blockers & own
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
  /// What the knights, silvers, golds, horses and dragons of a side on some squares reach by one step.
  @inline(__always)
  fileprivate func stepped<Them: Side>(
    _: Them.Type, _ forces: Forces, of squares: Bitboard
  ) -> Bitboard {
    var reached = Bitboard.empty
    var rest = forces.golds & squares
    while !rest.isEmpty { reached |= gold(Them.color, rest.removeFirst()) }
    rest = forces.silvers & squares
    while !rest.isEmpty { reached |= silver(Them.color, rest.removeFirst()) }
    rest = forces.knights & squares
    while !rest.isEmpty { reached |= knight(Them.color, rest.removeFirst()) }
    rest = forces.majors & squares
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
