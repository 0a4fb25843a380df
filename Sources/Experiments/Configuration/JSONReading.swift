/// Reads JSON (RFC 8259), remembering where each value stands.
///
/// Whole numbers stay whole (`1` is an integer, `1.0` is not), keys may not be repeated.
struct JSONReader {
  private var scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private var positions: [ConfigPath: TextPosition] = [:]

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The values of a whole text.
  static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigDocument {
    var reader = JSONReader(text)
    reader.skipSpace()
    let values = try reader.readValue(at: ConfigPath())
    reader.skipSpace()
    if reader.current != nil {
      throw reader.error("found \(reader.found) after the end of the value")
    }
    return ConfigDocument(values: values, positions: reader.positions)
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private var found: String { current.map { "'\($0)'" } ?? "the end of the text" }

  private var position: TextPosition {
    TextPosition(line: line, column: index - lineStart + 1)
  }

  private func error(_ message: String) -> ConfigSyntaxError {
    ConfigSyntaxError(message: message, position: position)
  }

  private mutating func advance() {
    if scalars[index] == "\n" {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  private mutating func skipSpace() {
    while let scalar = current, " \t\r\n".unicodeScalars.contains(scalar) { advance() }
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(ConfigSyntaxError) {
    guard current == scalar else { throw error("expected '\(scalar)', found \(found)") }
    advance()
  }

  private mutating func readValue(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    // Deeper nesting would overflow the stack before it meant anything.
    guard path.components.count < 128 else { throw error("nested more than 128 levels deep") }
    if !path.components.isEmpty, positions[path] == nil { positions[path] = position }
    switch current {
    case "{": return try readTable(at: path)
    case "[": return try readList(at: path)
    case "\"": return .text(try readText())
    case "t": return try readWord("true", .boolean(true))
    case "f": return try readWord("false", .boolean(false))
    case "n": return try readWord("null", .null)
    case let scalar? where scalar == "-" || ("0"..."9").contains(scalar):
      return try readNumber()
    default: throw error("expected a value, found \(found)")
    }
  }

  private mutating func readWord(
    _ word: String, _ value: ConfigValue
  ) throws(ConfigSyntaxError) -> ConfigValue {
    for scalar in word.unicodeScalars {
      guard current == scalar else { throw error("expected '\(word)', found \(found)") }
      advance()
    }
    return value
  }

  private mutating func readTable(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    var entries: [String: ConfigValue] = [:]
    try expect("{")
    skipSpace()
    if current == "}" {
      advance()
      return .table(entries)
    }
    while true {
      skipSpace()
      guard current == "\"" else { throw error("expected a key in quotes, found \(found)") }
      let keyPosition = position
      let key = try readText()
      if entries[key] != nil {
        throw ConfigSyntaxError(message: "the key '\(key)' is repeated", position: keyPosition)
      }
      positions[path.appending(key)] = keyPosition
      skipSpace()
      try expect(":")
      skipSpace()
      entries[key] = try readValue(at: path.appending(key))
      skipSpace()
      if current == "}" {
        advance()
        return .table(entries)
      }
      guard current == "," else { throw error("expected ',' or '}', found \(found)") }
      advance()
    }
  }

  private mutating func readList(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    var values: [ConfigValue] = []
    try expect("[")
    skipSpace()
    if current == "]" {
      advance()
      return .list(values)
    }
    while true {
      skipSpace()
      values.append(try readValue(at: path.appending("[\(values.count)]")))
      skipSpace()
      if current == "]" {
        advance()
        return .list(values)
      }
      guard current == "," else { throw error("expected ',' or ']', found \(found)") }
      advance()
    }
  }

  private mutating func readNumber() throws(ConfigSyntaxError) -> ConfigValue {
    let start = position
    var text = ""
    while let scalar = current, "+-.0123456789eE".unicodeScalars.contains(scalar) {
      text.unicodeScalars.append(scalar)
      advance()
    }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let leadingZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
    let isWhole = !text.contains { ".eE".contains($0) }
    if !leadingZero, let first = digits.first, first.isNumber, digits.last?.isNumber == true {
      if isWhole, let value = Int(text) { return .integer(value) }
      if !isWhole, let value = Double(text), value.isFinite, hasDigitsAroundPoint(digits) {
        return .number(value)
      }
    }
    throw ConfigSyntaxError(message: "'\(text)' is not a number in range", position: start)
  }

  /// Whether a point, if there is one, stands between digits.
  private func hasDigitsAroundPoint(_ digits: Substring) -> Bool {
    guard let point = digits.firstIndex(of: ".") else { return true }
    return digits[digits.index(after: point)...].first?.isNumber == true
  }

  private mutating func readText() throws(ConfigSyntaxError) -> String {
    try expect("\"")
    var text = ""
    while let scalar = current, scalar != "\"" {
      if scalar.value < 0x20 { throw error("a control character in a text must be escaped") }
      if scalar == "\\" {
        text.unicodeScalars.append(try readEscape())
      } else {
        text.unicodeScalars.append(scalar)
        advance()
      }
    }
    guard current != nil else { throw error("the text is not closed") }
    advance()
    return text
  }

  private mutating func readEscape() throws(ConfigSyntaxError) -> Unicode.Scalar {
    advance()
    guard let kind = current else { throw error("the text is not closed") }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    if let scalar = plain[kind] {
      advance()
      return scalar
    }
    guard kind == "u" else { throw error("unknown escape '\\\(kind)'") }
    advance()
    let first = try readHexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard 0xD800..<0xDC00 ~= first, current == "\\" else { throw error("half a surrogate pair") }
    advance()
    try expect("u")
    let second = try readHexadecimal()
    guard 0xDC00..<0xE000 ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func readHexadecimal() throws(ConfigSyntaxError) -> UInt32 {
    var digits = ""
    for _ in 0..<4 {
      guard let scalar = current, scalar.properties.isASCIIHexDigit else {
        throw error("expected four hexadecimal digits, found \(found)")
      }
      digits.unicodeScalars.append(scalar)
      advance()
    }
    return UInt32(digits, radix: 16) ?? 0
  }
}
