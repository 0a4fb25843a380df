/// Reads JSON (RFC 8259), remembering where each value stands.
///
/// Whole numbers stay whole (`1` is an integer, `1.0` is not), keys may not be repeated.
struct JSONReader {
  private var cursor: TextCursor
  private var positions: [ConfigPath: TextPosition] = [:]

  private init(_ text: String) {
    cursor = TextCursor(text)
  }

  /// The values of a whole text.
  static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigDocument {
    var reader = JSONReader(text)
    reader.skipSpace()
    let values = try reader.readValue(at: ConfigPath())
    reader.skipSpace()
    if reader.cursor.current != nil {
      throw reader.cursor.error("found \(reader.cursor.found) after the end of the value")
    }
    return ConfigDocument(values: values, positions: reader.positions)
  }

  private mutating func skipSpace() {
    while let scalar = cursor.current, " \t\r\n".unicodeScalars.contains(scalar) {
      cursor.advance()
    }
  }

  private mutating func readValue(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    // Deeper nesting would overflow the stack before it meant anything.
    guard path.components.count < 128 else {
      throw cursor.error("nested more than 128 levels deep")
    }
    if !path.components.isEmpty, positions[path] == nil { positions[path] = cursor.position }
    switch cursor.current {
    case "{": return try readTable(at: path)
    case "[": return try readList(at: path)
    case "\"": return .text(try readText())
    case "t": return try readWord("true", .boolean(true))
    case "f": return try readWord("false", .boolean(false))
    case "n": return try readWord("null", .null)
    case let scalar? where scalar == "-" || ("0"..."9").contains(scalar):
      return try readNumber()
    default: throw cursor.error("expected a value, found \(cursor.found)")
    }
  }

  private mutating func readWord(
    _ word: String, _ value: ConfigValue
  ) throws(ConfigSyntaxError) -> ConfigValue {
    for scalar in word.unicodeScalars {
      guard cursor.current == scalar else {
        throw cursor.error("expected '\(word)', found \(cursor.found)")
      }
      cursor.advance()
    }
    return value
  }

  private mutating func readTable(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    var entries: [String: ConfigValue] = [:]
    try cursor.expect("{")
    skipSpace()
    if cursor.current == "}" {
      cursor.advance()
      return .table(entries)
    }
    while true {
      skipSpace()
      guard cursor.current == "\"" else {
        throw cursor.error("expected a key in quotes, found \(cursor.found)")
      }
      let keyPosition = cursor.position
      let key = try readText()
      if entries[key] != nil {
        throw ConfigSyntaxError(message: "the key '\(key)' is repeated", position: keyPosition)
      }
      positions[path.appending(key)] = keyPosition
      skipSpace()
      try cursor.expect(":")
      skipSpace()
      entries[key] = try readValue(at: path.appending(key))
      skipSpace()
      if cursor.current == "}" {
        cursor.advance()
        return .table(entries)
      }
      guard cursor.current == "," else {
        throw cursor.error("expected ',' or '}', found \(cursor.found)")
      }
      cursor.advance()
    }
  }

  private mutating func readList(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    var values: [ConfigValue] = []
    try cursor.expect("[")
    skipSpace()
    if cursor.current == "]" {
      cursor.advance()
      return .list(values)
    }
    while true {
      skipSpace()
      values.append(try readValue(at: path.appending("[\(values.count)]")))
      skipSpace()
      if cursor.current == "]" {
        cursor.advance()
        return .list(values)
      }
      guard cursor.current == "," else {
        throw cursor.error("expected ',' or ']', found \(cursor.found)")
      }
      cursor.advance()
    }
  }

  private mutating func readNumber() throws(ConfigSyntaxError) -> ConfigValue {
    let start = cursor.position
    var text = ""
    while let scalar = cursor.current, "+-.0123456789eE".unicodeScalars.contains(scalar) {
      text.unicodeScalars.append(scalar)
      cursor.advance()
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
    try cursor.expect("\"")
    var text = ""
    while let scalar = cursor.current, scalar != "\"" {
      if scalar.value < 0x20 { throw cursor.error("a control character in a text must be escaped") }
      if scalar == "\\" {
        text.unicodeScalars.append(try cursor.readEscape(allowsLong: false))
      } else {
        text.unicodeScalars.append(scalar)
        cursor.advance()
      }
    }
    guard cursor.current != nil else { throw cursor.error("the text is not closed") }
    cursor.advance()
    return text
  }
}
