import Crypto

/// A SHA-256 digest that names a content: weights, records, a window, a batch.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes of a digest.
  public static let byteCount = 32

  /// The bytes, first to last.
  public let bytes: [UInt8]

  /// The digest of nothing known: all bytes zero, as for a player without weights.
  public static let none = ContentDigest(zeros: ())

  private init(zeros: Void) {
    bytes = [UInt8](repeating: 0, count: Self.byteCount)
  }

  /// Takes the bytes of a digest made elsewhere.
  ///
  /// - Parameter bytes: The 32 bytes of a SHA-256 digest; any other number gives `nil`.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Digests a content.
  ///
  /// - Parameter content: The bytes.
  public init(of content: [UInt8]) {
    bytes = Array(SHA256.hash(data: content))
  }

  /// The digest in 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Builds a digest from numbers, each in little-endian order.
struct DigestBuilder {
  private var hash = SHA256()
  private var pending: [UInt8] = []

  /// Adds the bytes of an integer, the lowest first.
  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { pending.append(contentsOf: $0) }
    if pending.count >= 4096 { flush() }
  }

  /// Adds bytes as they are.
  mutating func append(bytes: [UInt8]) {
    pending.append(contentsOf: bytes)
    if pending.count >= 4096 { flush() }
  }

  /// The digest of everything added.
  mutating func finish() -> ContentDigest {
    flush()
    let bytes = Array(hash.finalize())
    return ContentDigest(bytes: bytes) ?? .none
  }

  private mutating func flush() {
    hash.update(data: pending)
    pending.removeAll(keepingCapacity: true)
  }
}
