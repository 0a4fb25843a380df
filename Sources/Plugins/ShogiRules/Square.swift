/// One of the 81 squares, numbered as Black sees them.
///
/// The number is `row * 9 + column`: row 0 is Black's own back row (rank i), column 0 its left (file
/// 9). White sees square `80 − n` where Black sees square `n`.
public struct Square: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number, 0 to 80.
  public let rawValue: UInt8

  /// Makes a square of its number, if there is one.
  public init?(rawValue: UInt8) {
    guard rawValue < 81 else { return nil }
    self.rawValue = rawValue
  }

  /// Makes a square of its number.
  @inline(__always)
  init(_ index: Int) { rawValue = UInt8(truncatingIfNeeded: index) }

  /// Makes a square of the digits of its name.
  ///
  /// - Parameters:
  ///   - file: 1 to 9, counted from Black's right.
  ///   - rank: 1 to 9, counted from White's back row (rank a).
  public init(file: Int, rank: Int) {
    precondition((1...9).contains(file) && (1...9).contains(rank), "no square \(file)-\(rank)")
    self.init((9 - rank) * 9 + 9 - file)
  }

  /// The number as an `Int`.
  @inline(__always)
  var index: Int { Int(rawValue) }

  /// The file, 1 to 9, counted from Black's right.
  public var file: Int { 9 - index % 9 }

  /// The rank, 1 to 9, counted from White's back row.
  public var rank: Int { 9 - index / 9 }

  /// The name in USI, such as `7g`.
  public var name: String {
    String(file) + String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rank - 1)))
  }

  /// Reads a name of USI.
  init?(fileDigit: UInt8, rankLetter: UInt8) {
    guard (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(fileDigit),
      (UInt8(ascii: "a")...UInt8(ascii: "i")).contains(rankLetter)
    else { return nil }
    self.init(
      file: Int(fileDigit - UInt8(ascii: "0")), rank: Int(rankLetter - UInt8(ascii: "a")) + 1)
  }

  /// Orders squares by number.
  public static func < (left: Square, right: Square) -> Bool { left.rawValue < right.rawValue }
}
