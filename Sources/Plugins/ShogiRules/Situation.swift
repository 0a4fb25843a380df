/// What generating moves begins with: the pieces, what threatens the king, and where a move may end.
struct Situation {
  let forces: Forces
  /// The squares of the side to move.
  let own: Bitboard
  /// The squares of the other side.
  let theirs: Bitboard
  let occupied: Bitboard
  /// The square of the own king.
  let king: Int
  let threats: Threats
  /// Where pieces but the king may go: where a move answers a check, or anywhere.
  let allowed: Bitboard
  /// Where pieces may be dropped.
  let open: Bitboard

  /// Looks at a position with a side to move.
  @inline(__always)
  init<Us: Side>(_: Us.Type, _ placement: Placement, _ tables: AttackTables) {
    occupied = placement.occupied
    own = placement.squares(of: Us.color)
    theirs = occupied ^ own
    forces = Forces(placement)
    king = (forces.kings & own).first
    threats = Threats(Us.self, tables, forces, own, theirs, occupied, king: king)
    if threats.checkers.isEmpty {
      allowed = ~own
      open = ~occupied
    } else {
      open = tables.between(king, threats.checkers.first)
      allowed = threats.checkers | open
    }
  }

  /// The pinned pieces that may move: none in check, because the line of the pin and that of the check
  /// meet at the king only.
  @inline(__always)
  var movablePins: Bitboard { threats.checkers.isEmpty ? threats.pinned : .empty }

  /// Where a pinned piece may go.
  @inline(never)
  func line(ofPinned square: Int, _ tables: AttackTables) -> Bitboard {
    var rest = threats.snipers
    while !rest.isEmpty {
      let sniper = rest.removeFirst()
      let line = tables.between(king, sniper)
      if line.contains(square) { return (line | Bitboard(square: sniper)) & allowed }
    }
    return .empty
  }
}

extension Position {
  /// Whether the side to move is in check, and whether it has a legal move.
  @inline(__always)
  func standing(_ tables: AttackTables) -> (isCheck: Bool, hasMoves: Bool) {
    turn == .black ? standing(BlackSide.self, tables) : standing(WhiteSide.self, tables)
  }

  @inline(__always)
  private func standing<Us: Side>(
    _: Us.Type, _ tables: AttackTables
  ) -> (isCheck: Bool, hasMoves: Bool) {
    let situation = Situation(Us.self, placement, tables)
    let threats = situation.threats
    let isCheck = !threats.checkers.isEmpty
    let pawns =
      Us.stepped(
        situation.forces.pawns & situation.own & ~threats.pinned) & situation.allowed
    if !threats.safe.isEmpty || !isCheck && !pawns.isEmpty { return (isCheck, true) }
    return (isCheck, legalMoveCount > 0)
  }
}
