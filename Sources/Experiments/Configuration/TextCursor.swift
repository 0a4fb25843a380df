/// A place in a text that is being read, with its line and column.
struct TextCursor {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The next character, or nothing at the end.
  var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  var isAtEnd: Bool { index >= scalars.count }

  /// The next character in words.
  var found: String {
    switch current {
    case nil: "the end of the text"
    case "\n"?, "\r"?: "the end of the line"
    case let scalar?: "'\(scalar)'"
    }
  }

  var position: TextPosition {
    TextPosition(line: line, column: index - lineStart + 1)
  }

  func error(_ message: String) -> ConfigSyntaxError {
    ConfigSyntaxError(message: message, position: position)
  }

  /// Goes on by a character; at the end of the text there is none to go on by.
  mutating func advance() {
    guard index < scalars.count else { return }
    if scalars[index] == "\n" {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  /// Skips spaces and tabs.
  mutating func skipBlanks() {
    while current == " " || current == "\t" { advance() }
  }

  /// Whether a line ends here: a line feed, with or without a carriage return before it.
  var isAtLineEnd: Bool {
    current == "\n"
      || (current == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n")
  }

  /// Skips the end of a line, if there is one.
  mutating func skipLineEnd() -> Bool {
    guard isAtLineEnd else { return false }
    if current == "\r" { advance() }
    advance()
    return true
  }

  /// Whether the text goes on with these characters.
  func isAt(_ text: String) -> Bool {
    scalars[index...].starts(with: text.unicodeScalars)
  }

  /// Skips one character, which must be this one.
  mutating func expect(_ scalar: Unicode.Scalar) throws(ConfigSyntaxError) {
    guard current == scalar else { throw error("expected '\(scalar)', found \(found)") }
    advance()
  }

  /// Reads a backslash and what it stands for.
  ///
  /// - Parameter allowsLong: Whether it is TOML's set (`\U` with eight digits, single characters only)
  ///   or JSON's (`\/`, pairs of surrogates).
  /// - Returns: The character.
  /// - Throws: When there is no such escape.
  mutating func readEscape(allowsLong: Bool) throws(ConfigSyntaxError) -> Unicode.Scalar {
    let start = position
    advance()
    guard let kind = current else { throw error("the text is not closed") }
    advance()
    switch kind {
    case "\"", "\\": return kind
    case "/" where !allowsLong: return kind
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u",
      "U" where allowsLong:
      let value = try readHexadecimal(digits: kind == "u" ? 4 : 8)
      if let scalar = Unicode.Scalar(value) { return scalar }
      guard !allowsLong, 0xD800..<0xDC00 ~= value, isAt("\\u") else { break }
      advance()
      advance()
      let second = try readHexadecimal(digits: 4)
      guard 0xDC00..<0xE000 ~= second else { break }
      if let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)) {
        return scalar
      }
    default:
      throw ConfigSyntaxError(message: "unknown escape '\\\(kind)'", position: start)
    }
    throw ConfigSyntaxError(message: "the escape stands for no character", position: start)
  }

  private mutating func readHexadecimal(digits count: Int) throws(ConfigSyntaxError) -> UInt32 {
    var digits = ""
    for _ in 0..<count {
      guard let scalar = current, scalar.properties.isASCIIHexDigit else {
        throw error("expected \(count) hexadecimal digits, found \(found)")
      }
      digits.unicodeScalars.append(scalar)
      advance()
    }
    return UInt32(digits, radix: 16) ?? 0
  }
}
