/// A set of squares, one bit each: bit 0 is a1, bit 7 is h1, bit 63 is h8.
struct Bitboard: Hashable, Sendable {
  var bits: UInt64

  @inline(__always)
  init(_ bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(_ square: Square) { bits = 1 &<< UInt64(square.rawValue) }

  @inline(__always) static var empty: Bitboard { Bitboard(0) }
  @inline(__always) static var all: Bitboard { Bitboard(~0) }
  @inline(__always) static var fileA: Bitboard { Bitboard(0x0101_0101_0101_0101) }
  @inline(__always) static var fileH: Bitboard { Bitboard(0x8080_8080_8080_8080) }
  @inline(__always) static var lightSquares: Bitboard { Bitboard(0x55AA_55AA_55AA_55AA) }
  @inline(__always) static var darkSquares: Bitboard { Bitboard(0xAA55_AA55_AA55_AA55) }

  /// The squares of a rank, 0 to 7.
  @inline(__always)
  static func rank(_ rank: Int) -> Bitboard { Bitboard(0xFF &<< UInt64(rank &* 8)) }

  @inline(__always) var isEmpty: Bool { bits == 0 }
  @inline(__always) var count: Int { bits.nonzeroBitCount }
  @inline(__always) var hasSeveral: Bool { bits & (bits &- 1) != 0 }

  /// The lowest square of a set that is not empty.
  @inline(__always)
  var first: Square { Square(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount & 63)) }

  /// Takes the lowest square out of a set that is not empty.
  @inline(__always)
  mutating func removeFirst() -> Square {
    let square = first
    bits &= bits &- 1
    return square
  }

  @inline(__always)
  func contains(_ square: Square) -> Bool { bits &>> UInt64(square.rawValue) & 1 != 0 }

  /// The board seen from the other side: ranks in reverse, files as they are.
  @inline(__always) var mirrored: Bitboard { Bitboard(bits.byteSwapped) }

  @inline(__always)
  static func & (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits & right.bits) }
  @inline(__always)
  static func | (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits | right.bits) }
  @inline(__always)
  static func ^ (left: Bitboard, right: Bitboard) -> Bitboard { Bitboard(left.bits ^ right.bits) }
  @inline(__always)
  static prefix func ~ (set: Bitboard) -> Bitboard { Bitboard(~set.bits) }
  @inline(__always)
  static func |= (left: inout Bitboard, right: Bitboard) { left.bits |= right.bits }
  @inline(__always)
  static func &= (left: inout Bitboard, right: Bitboard) { left.bits &= right.bits }
}
