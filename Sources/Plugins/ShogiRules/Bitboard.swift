/// A set of squares: bit `n` is the square with the number `n`.
struct Bitboard: Hashable, Sendable {
  var bits: UInt128

  @inline(__always)
  init(_ bits: UInt128) { self.bits = bits }

  /// The set of one square.
  @inline(__always)
  init(square index: Int) { bits = 1 &<< UInt128(truncatingIfNeeded: index) }

  @inline(__always) static var empty: Bitboard { Bitboard(0) }
  /// All 81 squares.
  @inline(__always) static var board: Bitboard { Bitboard((1 &<< 81) &- 1) }

  /// The squares of a row, 0 being Black's own back row.
  @inline(__always)
  static func row(_ row: Int) -> Bitboard { Bitboard(0x1FF &<< UInt128(row &* 9)) }

  @inline(__always) var isEmpty: Bool { bits == 0 }
  @inline(__always) var count: Int { bits.nonzeroBitCount }
  @inline(__always) var hasSeveral: Bool { bits & (bits &- 1) != 0 }

  /// The lowest square of a set that is not empty.
  @inline(__always)
  var first: Int {
    let low = UInt64(truncatingIfNeeded: bits)
    if low != 0 { return low.trailingZeroBitCount }
    return 64 &+ UInt64(truncatingIfNeeded: bits &>> 64).trailingZeroBitCount
  }

  /// The lower 64 squares for 0, the others for 64.
  @inline(__always)
  func word(_ shift: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: shift == 0 ? bits : bits &>> 64)
  }

  @inline(__always)
  func contains(_ index: Int) -> Bool { bits &>> UInt128(truncatingIfNeeded: index) & 1 != 0 }

  /// Takes the lowest square out of a set that is not empty.
  @inline(__always)
  mutating func removeFirst() -> Int {
    let index = first
    bits &= bits &- 1
    return index
  }

  @inline(__always)
  static func & (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits & right.bits) }
  @inline(__always)
  static func | (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits | right.bits) }
  @inline(__always)
  static func ^ (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits ^ right.bits) }
  /// The squares of the board that are not in a set.
  @inline(__always)
  static prefix func ~ (set: Bitboard) -> Bitboard { Bitboard(set.bits ^ board.bits) }
  @inline(__always)
  static func |= (left: inout Bitboard, right: Bitboard) { left.bits |= right.bits }
  @inline(__always)
  static func &= (left: inout Bitboard, right: Bitboard) { left.bits &= right.bits }
  @inline(__always)
  static func ^= (left: inout Bitboard, right: Bitboard) { left.bits ^= right.bits }
}
