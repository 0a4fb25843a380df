internal import CLibgit2

/// The name of an object in a git repository: a SHA-1 of 20 bytes, written as 40 hexadecimal digits.
public struct GitObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// Reads a name from its text.
  ///
  /// - Parameter text: 40 hexadecimal digits; anything else gives nothing.
  public init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 40 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 40, by: 2) {
      let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
      guard pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  init(_ oid: git_oid) {
    bytes = withUnsafeBytes(of: oid.id) { Array($0) }
  }

  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid.id) { $0.copyBytes(from: bytes) }
    return oid
  }

  /// The 40 digits.
  public var description: String { hexadecimal(bytes) }

  /// The first ten digits, for people.
  public var short: String { String(description.prefix(10)) }

  /// Compares the digits.
  public static func < (left: GitObjectID, right: GitObjectID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
