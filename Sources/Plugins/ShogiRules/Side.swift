/// A colour as a type, so that the compiler makes a move generator of its own for each.
protocol Side {
  associatedtype Opponent: Side
  static var color: Color { get }
}

enum BlackSide: Side {
  typealias Opponent = WhiteSide
  @inline(__always) static var color: Color { .black }
}

enum WhiteSide: Side {
  typealias Opponent = BlackSide
  @inline(__always) static var color: Color { .white }
}

extension Side {
  /// What is added to a square's number by one step forward.
  @inline(__always) static var forward: Int { color == .black ? 9 : -9 }

  /// The three rows in which pieces of this side promote.
  @inline(__always) static var zone: Bitboard {
    Bitboard(color == .black ? 0x7FF_FFFF &<< 54 : 0x7FF_FFFF)
  }

  /// The row in which pawns and lances have no move left.
  @inline(__always) static var lastRow: Bitboard { Bitboard.row(color == .black ? 8 : 0) }

  /// The rows in which knights have no move left.
  @inline(__always) static var lastRows: Bitboard {
    Bitboard(color == .black ? 0x3_FFFF &<< 63 : 0x3_FFFF)
  }

  @inline(__always)
  static func isInZone(_ square: Int) -> Bool { color == .black ? square >= 54 : square < 27 }

  @inline(__always)
  static func isInLastRow(_ square: Int) -> Bool { color == .black ? square >= 72 : square < 9 }

  @inline(__always)
  static func isInLastRows(_ square: Int) -> Bool { color == .black ? square >= 63 : square < 18 }

  /// A set moved one step forward; what leaves the board is lost.
  @inline(__always)
  static func stepped(_ set: Bitboard) -> Bitboard {
    color == .black ? Bitboard(set.bits &<< 9) & .board : Bitboard(set.bits &>> 9)
  }
}
