/// Reads the game records of an SGF text.
///
/// Texts are UTF-8 or ISO-8859-1, as `CA` says; without `CA` they are UTF-8 if that is possible. Of
/// other charsets in which ASCII is as it is, the moves are read, and the bytes of names and
/// comments as if they were ISO-8859-1; Shift_JIS, Big5 and GBK only where no character ends in `\`
/// or `]`. What SGF does not allow is refused with its place, and so are nesting deeper than 1000
/// variations and values longer than a mebibyte. Text before the first game, such as the head of a
/// mail, is skipped.
public struct SGFReader {
  /// The deepest nesting of variations.
  public static let deepestNesting = 1000
  /// The longest value, in bytes.
  public static let longestValue = 1 << 20

  private let bytes: [UInt8]
  private var place = SGFPlace()

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place.offset = 3 }
  }

  /// Reads all records of a text.
  ///
  /// - Parameter bytes: The text.
  /// - Returns: The records, at least one.
  /// - Throws: `SGFError` at the first fault.
  public static func read(_ bytes: some Sequence<UInt8>) throws(SGFError) -> [SGFTree] {
    var reader = SGFReader(Array(bytes))
    reader.skipToGame()
    var trees: [SGFTree] = []
    repeat { trees.append(try reader.tree()) } while reader.nextToken() != nil
    return trees
  }

  // MARK: Bytes

  private var current: UInt8? { place.offset < bytes.count ? bytes[place.offset] : nil }

  private mutating func advance() {
    if bytes[place.offset] == UInt8(ascii: "\n") { place.line += 1 }
    place.offset += 1
  }

  /// Skips blanks.
  ///
  /// - Returns: The next byte.
  private mutating func nextToken() -> UInt8? {
    while let byte = current, byte <= 32 { advance() }
    return current
  }

  /// Skips text before the first game; nothing, if there is no game.
  private mutating func skipToGame() {
    let start = place
    while let byte = current {
      let opening = place
      advance()
      if byte == UInt8(ascii: "("), nextToken() == UInt8(ascii: ";") {
        place = opening
        return
      }
    }
    place = start
  }

  private func fault(_ expected: String) -> SGFError {
    guard let byte = current else { return place.error("the end", expected: expected) }
    return place.error(
      byte < 127 ? String(UnicodeScalar(byte)) : "byte \(byte)", expected: expected)
  }

  private mutating func take(_ letter: Unicode.Scalar, _ expected: String) throws(SGFError) {
    guard nextToken() == UInt8(ascii: letter) else { throw fault(expected) }
    advance()
  }

  // MARK: Parts

  /// A property as it is in the text, without escapes.
  private struct RawProperty {
    var name: String
    var values: [[UInt8]]
  }

  private mutating func tree() throws(SGFError) -> SGFTree {
    try take("(", "'(' at the start of a game")
    guard nextToken() == UInt8(ascii: ";") else { throw fault("';' at the start of a node") }
    let start = place
    let root = try node()
    let decoder = try decoder(root, start)
    var tree = SGFTree(root: root.map(decoder))
    tree.setPlace(start, of: 0)
    var last = 0
    var branches: [Int] = []
    while true {
      switch nextToken() {
      case UInt8(ascii: ";"):
        let start = place
        last = tree.append(try node().map(decoder), to: last)
        tree.setPlace(start, of: last)
      case UInt8(ascii: "("):
        guard branches.count < Self.deepestNesting else {
          throw fault("variations nested at most \(Self.deepestNesting) deep")
        }
        advance()
        branches.append(last)
        guard nextToken() == UInt8(ascii: ";") else { throw fault("';' at the start of a node") }
      case UInt8(ascii: ")"):
        advance()
        guard let branch = branches.popLast() else { return tree }
        last = branch
      default:
        throw fault("';', '(' or ')'")
      }
    }
  }

  private mutating func node() throws(SGFError) -> [RawProperty] {
    try take(";", "';' at the start of a node")
    var properties: [RawProperty] = []
    var names: Set<String> = []
    while let byte = nextToken(), Self.isLetter(byte) {
      let start = place
      var name = ""
      while let letter = current, Self.isLetter(letter) {
        // Older versions of SGF have small letters in names, which do not count.
        if letter < 97 { name.unicodeScalars.append(UnicodeScalar(letter)) }
        advance()
        if name.utf8.count > 64 { throw start.error(name, expected: "a shorter property name") }
      }
      if name.isEmpty { throw start.error("small letters", expected: "a property name") }
      guard names.insert(name).inserted else {
        throw start.error("\(name) twice in a node", expected: "every property once")
      }
      guard nextToken() == UInt8(ascii: "[") else { throw fault("'[' after \(name)") }
      var property = RawProperty(name: name, values: [])
      while nextToken() == UInt8(ascii: "[") { property.values.append(try value(of: name)) }
      properties.append(property)
    }
    return properties
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }

  private mutating func value(of name: String) throws(SGFError) -> [UInt8] {
    let start = place
    advance()
    var value: [UInt8] = []
    while let byte = current {
      advance()
      if byte == UInt8(ascii: "]") { return value }
      if byte == UInt8(ascii: "\\") {
        guard let escaped = current else { break }
        advance()
        // An escaped end of line is no part of the value, be it one byte or two.
        if escaped == 10 || escaped == 13 {
          if let second = current, second == 10 || second == 13, second != escaped { advance() }
        } else {
          value.append(escaped)
        }
      } else {
        value.append(byte)
      }
      if value.count > Self.longestValue {
        throw start.error(
          "a longer value of \(name)", expected: "at most \(Self.longestValue) bytes")
      }
    }
    throw start.error("a value of \(name) without an end", expected: "']'")
  }

  // MARK: Encodings

  /// What makes texts of bytes, as the root says.
  private func decoder(
    _ root: [RawProperty], _ place: SGFPlace
  ) throws(SGFError) -> @Sendable (RawProperty) -> SGFTree.Property {
    let named = root.first { $0.name == "CA" }?.values.first
    let name = named.map { String(decoding: $0, as: UTF8.self).lowercased() }
    switch name {
    case nil, "utf-8", "utf8", "us-ascii", "ascii", "":
      return { raw in
        SGFTree.Property(
          raw.name, raw.values.map { String(validating: $0, as: UTF8.self) ?? Self.latin($0) })
      }
    case let name? where SGFCharset.isReadable(name, in: bytes):
      return { raw in
        // The record is UTF-8 from now on, and is written so.
        raw.name == "CA"
          ? SGFTree.Property("CA", ["UTF-8"])
          : SGFTree.Property(raw.name, raw.values.map(Self.latin))
      }
    default:
      throw place.error(
        "CA[\(name ?? "")]",
        expected: "UTF-8, or a charset and text in which '\\' and ']' are no parts of characters")
    }
  }

  private static func latin(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(UnicodeScalar(byte)) }
    return text
  }
}
