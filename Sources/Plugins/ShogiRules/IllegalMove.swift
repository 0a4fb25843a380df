/// The rule that forbids a move.
public enum IllegalMove: Error, Hashable, Sendable, CaseIterable {
  /// No piece of the mover stands on the origin.
  case noPiece
  /// The hand has no such piece.
  case notInHand
  /// The piece does not move so, or another piece is in its way.
  case unreachable
  /// A piece is dropped on another.
  case occupied
  /// The piece cannot promote, or not by this move.
  case noPromotion
  /// The piece could never move again.
  case deadPiece
  /// A second unpromoted pawn on the file.
  case twoPawns
  /// A pawn drop must not mate.
  case pawnDropMate
  /// The mover's king would be in check.
  case kingInCheck

  /// The rule, as a sentence's end.
  public var text: String {
    switch self {
    case .noPiece: "the origin must have a piece of the side to move"
    case .notInHand: "only pieces in hand can be dropped"
    case .unreachable: "the piece does not move so"
    case .occupied: "drops need an empty square"
    case .noPromotion: "a promotion needs a piece that promotes and a move in the last three ranks"
    case .deadPiece: "a piece must be able to move again"
    case .twoPawns: "a file may have only one unpromoted pawn of a side (nifu)"
    case .pawnDropMate: "a pawn drop must not give mate (uchifuzume)"
    case .kingInCheck: "the king must not be left in check"
    }
  }
}

extension Position {
  /// The rule that forbids a move, or nothing for a legal one.
  ///
  /// - Parameter move: Any move.
  /// - Returns: The first rule that it breaks, in the order of the cases.
  public func objection(to move: Move) -> IllegalMove? {
    if legalMoves.contains(move) { return nil }
    return turn == .black
      ? objection(BlackSide.self, to: move) : objection(WhiteSide.self, to: move)
  }

  private func objection<Us: Side>(_: Us.Type, to move: Move) -> IllegalMove {
    let target = Bitboard(square: move.targetIndex)
    let own = placement.squares(of: turn)
    var code = move.dropCode
    if move.isDrop {
      if hand(of: turn).count(code: code) == 0 { return .notInHand }
      if !(placement.occupied & target).isEmpty { return .occupied }
    } else {
      let origin = move.originIndex
      guard own.contains(origin) else { return .noPiece }
      code = placement.code(at: origin)
      guard (own & target).isEmpty, reach(Us.self, code, from: origin).contains(move.targetIndex)
      else { return .unreachable }
      if move.promotes {
        let touched = Us.zone & (target | Bitboard(square: origin))
        guard Role(rawValue: UInt8(code))?.promoted != nil, !touched.isEmpty else {
          return .noPromotion
        }
        code |= 8
      }
    }
    let dead = code == 3 ? Us.lastRows : code == 1 || code == 2 ? Us.lastRow : .empty
    if !(dead & target).isEmpty { return .deadPiece }
    if move.isDrop, code == 1 {
      let column = move.targetIndex % 9
      var pawns = placement.pawns & own
      while !pawns.isEmpty {
        if pawns.removeFirst() % 9 == column { return .twoPawns }
      }
    }
    let next = making(move)
    if next.isAttacked(next.king(of: turn).index, by: turn.opponent) { return .kingInCheck }
    return .pawnDropMate
  }

  /// What a piece of a code reaches from a square.
  private func reach<Us: Side>(_: Us.Type, _ code: Int, from square: Int) -> Bitboard {
    let tables = AttackTables.shared
    let occupied = placement.occupied
    switch code {
    case 1: return Us.stepped(Bitboard(square: square))
    case 2: return tables.lance(Us.color, square, occupied)
    case 3: return tables.knight(Us.color, square)
    case 4: return tables.silver(Us.color, square)
    case 6: return tables.bishop(square, occupied)
    case 7: return tables.rook(square, occupied)
    case 8: return tables.king(square)
    case 14: return tables.bishop(square, occupied) | tables.king(square)
    case 15: return tables.rook(square, occupied) | tables.king(square)
    default: return tables.gold(Us.color, square)
    }
  }
}
