/// A square of the board.
///
/// - Invariant: `rawValue == rank * 8 + file` is below 64; a1 is 0, h1 is 7, h8 is 63.
public struct Square: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number of the square, from 0 for a1.
  public let rawValue: UInt8

  /// Makes a square of its number.
  ///
  /// - Parameter rawValue: Below 64.
  @inline(__always)
  public init(rawValue: UInt8) {
    assert(rawValue < 64, "a board has 64 squares")
    self.rawValue = rawValue
  }

  /// Makes a square of its number.
  @inline(__always)
  init(_ index: Int) {
    self.init(rawValue: UInt8(truncatingIfNeeded: index))
  }

  /// Makes a square of its file and rank, both from 0.
  @inline(__always)
  public init(file: Int, rank: Int) {
    self.init(rank &* 8 &+ file)
  }

  /// The number of the square as an `Int`, for subscripts.
  @inline(__always)
  public var index: Int { Int(rawValue) }

  /// The file, 0 for a to 7 for h.
  @inline(__always)
  public var file: Int { Int(rawValue & 7) }

  /// The rank, 0 for 1 to 7 for 8.
  @inline(__always)
  public var rank: Int { Int(rawValue &>> 3) }

  /// The square of the same file seen from the other side of the board.
  @inline(__always)
  public var mirrored: Square { Square(rawValue: rawValue ^ 56) }

  /// The name, such as `e4`.
  public var name: String {
    String(
      decoding: [UInt8(ascii: "a") + rawValue & 7, UInt8(ascii: "1") + rawValue >> 3], as: UTF8.self
    )
  }

  /// The square of a file letter and a rank digit.
  init?(fileLetter: UInt8, rankDigit: UInt8) {
    guard (UInt8(ascii: "a")...UInt8(ascii: "h")).contains(fileLetter),
      (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(rankDigit)
    else { return nil }
    self.init(
      file: Int(fileLetter - UInt8(ascii: "a")), rank: Int(rankDigit - UInt8(ascii: "1")))
  }

  /// The square of a name.
  ///
  /// - Parameter name: A file letter and a rank digit, such as `e4`.
  public init?(_ name: some StringProtocol) {
    let bytes = Array(name.utf8)
    guard bytes.count == 2 else { return nil }
    self.init(fileLetter: bytes[0], rankDigit: bytes[1])
  }

  /// Orders squares by number.
  public static func < (left: Square, right: Square) -> Bool { left.rawValue < right.rawValue }
}
