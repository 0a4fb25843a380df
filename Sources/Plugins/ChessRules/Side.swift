/// A colour as a type, so that the compiler makes a move generator of its own for each.
protocol Side {
  associatedtype Opponent: Side
  static var color: Color { get }
}

enum WhiteSide: Side {
  typealias Opponent = BlackSide
  @inline(__always) static var color: Color { .white }
}

enum BlackSide: Side {
  typealias Opponent = WhiteSide
  @inline(__always) static var color: Color { .black }
}

extension Side {
  /// What is added to a square's number by one step forward.
  @inline(__always) static var forward: Int { color == .white ? 8 : -8 }
  /// What is added by a pawn's capture towards the a-file.
  @inline(__always) static var captureWest: Int { color == .white ? 7 : -9 }
  /// What is added by a pawn's capture towards the h-file.
  @inline(__always) static var captureEast: Int { color == .white ? 9 : -7 }

  @inline(__always) static var backRank: Bitboard { Bitboard.rank(color == .white ? 0 : 7) }
  /// The rank that a pawn's double step passes over.
  @inline(__always) static var passedRank: Bitboard { Bitboard.rank(color == .white ? 2 : 5) }
  @inline(__always) static var lastRank: Bitboard { Bitboard.rank(color == .white ? 7 : 0) }

  /// A set moved one step forward.
  @inline(__always)
  static func stepped(_ set: Bitboard) -> Bitboard {
    Bitboard(color == .white ? set.bits &<< 8 : set.bits &>> 8)
  }

  /// The squares that pawns attack towards the a-file.
  @inline(__always)
  static func westAttacks(_ pawns: Bitboard) -> Bitboard {
    let inner = (pawns & ~Bitboard.fileA).bits
    return Bitboard(color == .white ? inner &<< 7 : inner &>> 9)
  }

  /// The squares that pawns attack towards the h-file.
  @inline(__always)
  static func eastAttacks(_ pawns: Bitboard) -> Bitboard {
    let inner = (pawns & ~Bitboard.fileH).bits
    return Bitboard(color == .white ? inner &<< 9 : inner &>> 7)
  }
}
