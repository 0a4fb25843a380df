import Crypto

/// A SHA-256 digest that names a content: weights, records, a window, a batch.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes of a digest.
  public static let byteCount = 32

  /// The digest of nothing known: all bytes zero, as for a player without weights.
  public static let none = ContentDigest(words: (0, 0, 0, 0))

  /// The bytes as big-endian words; a buffer of a million games holds a million digests inline.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  private init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Takes the bytes of a digest made elsewhere.
  ///
  /// - Parameter bytes: The 32 bytes of a SHA-256 digest; any other number gives `nil`.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ index: Int) -> UInt64 {
      bytes[8 * index..<8 * index + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// Digests a content.
  ///
  /// - Parameter content: The bytes.
  public init(of content: [UInt8]) {
    self = ContentDigest(bytes: Array(SHA256.hash(data: content))) ?? .none
  }

  /// The bytes, first to last.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// The digest in 64 lower-case hexadecimal digits.
  public var description: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether two digests have the same bytes.
  public static func == (left: ContentDigest, right: ContentDigest) -> Bool {
    left.words == right.words
  }

  /// Feeds all bytes.
  ///
  /// - Parameter hasher: Takes them.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

/// Builds a digest from numbers, each in little-endian order.
struct DigestBuilder {
  private var hash = SHA256()
  private var pending = ByteWriter()

  /// Adds the bytes of an integer, the lowest first.
  mutating func append(_ value: some FixedWidthInteger) {
    pending.append(value)
    if pending.bytes.count >= 4096 { flush() }
  }

  /// Adds a digest.
  mutating func append(_ digest: ContentDigest) {
    pending.append(bytes: digest.bytes)
    if pending.bytes.count >= 4096 { flush() }
  }

  /// The digest of everything added.
  mutating func finish() -> ContentDigest {
    flush()
    return ContentDigest(bytes: Array(hash.finalize())) ?? .none
  }

  private mutating func flush() {
    hash.update(data: pending.bytes)
    pending = ByteWriter()
  }
}
