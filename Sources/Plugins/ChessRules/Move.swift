/// A move on the board: origin, target and what is special about it.
///
/// Castling goes from the king's square to the square of the castling rook, whatever the start, so
/// that it is never mistaken for a king's step.
public struct Move: Hashable, Sendable {
  /// The kinds of moves that are more than a piece's own way of moving.
  enum Kind {
    static let castling: UInt16 = 1 << 12
    static let enPassant: UInt16 = 2 << 12
    /// Added to a role's code.
    static let promotion: UInt16 = 8 << 12
    static let mask: UInt16 = 15 << 12
  }

  /// Bits 0-5 target, 6-11 origin, 12-15 kind.
  let code: UInt16

  @inline(__always)
  init(code: UInt16) { self.code = code }

  @inline(__always)
  init(_ origin: Square, _ target: Square, kind: UInt16 = 0) {
    code = UInt16(target.rawValue) | UInt16(origin.rawValue) &<< 6 | kind
  }

  @inline(__always)
  init(_ origin: Square, _ target: Square, promotion: Role) {
    self.init(origin, target, kind: Kind.promotion | UInt16(promotion.rawValue) &<< 12)
  }

  /// Where the piece comes from.
  @inline(__always)
  public var origin: Square { Square(rawValue: UInt8(truncatingIfNeeded: code &>> 6 & 63)) }

  /// Where the piece goes to; for castling, the rook's square.
  @inline(__always)
  public var target: Square { Square(rawValue: UInt8(truncatingIfNeeded: code & 63)) }

  /// What the pawn becomes, if it becomes anything.
  public var promotion: Role? {
    code & Kind.promotion == 0 ? nil : Role(rawValue: UInt8(code >> 12 & 7))
  }

  /// Whether king and rook move.
  @inline(__always)
  public var isCastling: Bool { code & Kind.mask == Kind.castling }

  /// Whether a pawn takes the pawn that has just passed it.
  @inline(__always)
  public var isEnPassant: Bool { code & Kind.mask == Kind.enPassant }

  /// The king's target in castling: on the g-file or the c-file.
  var kingTarget: Square { Square(file: target > origin ? 6 : 2, rank: origin.rank) }
}
