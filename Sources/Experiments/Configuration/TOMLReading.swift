/// Reads TOML 1.0, remembering where each value stands.
///
/// What JSON cannot hold is refused: dates, times, infinities and numbers that are none.
/// Source: Preston-Werner, Gedam et al. 2021, TOML v1.0.0, https://toml.io/en/v1.0.0
struct TOMLReader {
  private var cursor: TextCursor
  private let root = TOMLTableBuilder(.header)
  private var positions: [ConfigPath: TextPosition] = [:]

  private init(_ text: String) {
    cursor = TextCursor(text)
  }

  /// The values of a whole document.
  static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigDocument {
    var reader = TOMLReader(text)
    try reader.readDocument()
    return ConfigDocument(values: reader.root.value, positions: reader.positions)
  }

  /// The value of one TOML expression on one line, or nothing when the text is none.
  static func readValue(_ text: String) -> ConfigValue? {
    var reader = TOMLReader(text)
    guard let value = try? reader.readValue(at: ConfigPath()), (try? reader.endLine()) != nil,
      reader.cursor.isAtEnd, !text.utf8.contains(UInt8(ascii: "\n"))
    else { return nil }
    return value
  }

  // MARK: Lines

  private mutating func readDocument() throws(ConfigSyntaxError) {
    var table = root
    var path = ConfigPath()
    while true {
      try skipSpaceAndLines()
      guard let scalar = cursor.current else { return }
      if scalar == "[" {
        (table, path) = try readHeader()
      } else {
        try readAssignment(into: table, at: path)
      }
      try endLine()
    }
  }

  /// Skips blanks and a comment up to the end of the line, and the line's end.
  private mutating func endLine() throws(ConfigSyntaxError) {
    cursor.skipBlanks()
    try skipComment()
    if cursor.isAtEnd || cursor.skipLineEnd() { return }
    throw cursor.error("expected the end of the line, found \(cursor.found)")
  }

  private mutating func skipSpaceAndLines() throws(ConfigSyntaxError) {
    repeat {
      cursor.skipBlanks()
      try skipComment()
    } while cursor.skipLineEnd()
  }

  private mutating func skipComment() throws(ConfigSyntaxError) {
    guard cursor.current == "#" else { return }
    while let scalar = cursor.current, scalar != "\n", !cursor.isAtLineEnd {
      if isForbidden(scalar) { throw cursor.error("a control character is not allowed") }
      cursor.advance()
    }
  }

  /// Whether a character may stand nowhere in a document but escaped.
  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\t") || scalar.value == 0x7F
  }

  // MARK: Keys and tables

  private mutating func readHeader() throws(ConfigSyntaxError) -> (TOMLTableBuilder, ConfigPath) {
    let start = cursor.position
    cursor.advance()
    let isElement = cursor.current == "["
    if isElement { cursor.advance() }
    let keys = try readKeys()
    try cursor.expect("]")
    if isElement { try cursor.expect("]") }
    var table = root
    var path = ConfigPath()
    for key in keys.dropLast() {
      path = path.appending(key)
      if positions[path] == nil { positions[path] = start }
      guard let inner = table.table(key, orNew: .implicit) else {
        throw ConfigSyntaxError(message: "'\(path)' is a value, not a table", position: start)
      }
      table = inner
      if let count = table.elementCount { path = path.appending("[\(count - 1)]") }
    }
    let key = keys[keys.count - 1]
    path = path.appending(key)
    if positions[path] == nil { positions[path] = start }
    guard let inner = isElement ? table.newElement(key) : table.newTable(key) else {
      throw ConfigSyntaxError(message: "'\(path)' is defined twice", position: start)
    }
    if let count = inner.elementCount {
      path = path.appending("[\(count - 1)]")
      positions[path] = start
    }
    return (inner, path)
  }

  private mutating func readAssignment(
    into table: TOMLTableBuilder, at path: ConfigPath
  ) throws(ConfigSyntaxError) {
    let start = cursor.position
    let keys = try readKeys()
    var table = table
    var path = path
    for key in keys.dropLast() {
      path = path.appending(key)
      if positions[path] == nil { positions[path] = start }
      guard let inner = table.table(key, orNew: .dotted), inner.kind == .dotted else {
        throw ConfigSyntaxError(message: "'\(path)' is defined elsewhere", position: start)
      }
      table = inner
    }
    let key = keys[keys.count - 1]
    path = path.appending(key)
    guard table.isFree(key) else {
      throw ConfigSyntaxError(message: "'\(path)' is set twice", position: start)
    }
    positions[path] = start
    try cursor.expect("=")
    cursor.skipBlanks()
    table.set(try readValue(at: path), for: key)
  }

  /// Reads keys with dots between them, and the blanks around.
  private mutating func readKeys() throws(ConfigSyntaxError) -> [String] {
    var keys: [String] = []
    repeat {
      if !keys.isEmpty { cursor.advance() }
      cursor.skipBlanks()
      switch cursor.current {
      case "\"": keys.append(try readBasicText(isLong: false))
      case "'": keys.append(try readLiteralText(isLong: false))
      default:
        var key = ""
        while let scalar = cursor.current, scalar.isASCII,
          isBareKeyByte(UInt8(truncatingIfNeeded: scalar.value))
        {
          key.unicodeScalars.append(scalar)
          cursor.advance()
        }
        if key.isEmpty { throw cursor.error("expected a key, found \(cursor.found)") }
        keys.append(key)
      }
      cursor.skipBlanks()
    } while cursor.current == "."
    return keys
  }

  // MARK: Values

  private mutating func readValue(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    // Deeper nesting would overflow the stack before it meant anything.
    guard path.components.count < 128 else {
      throw cursor.error("nested more than 128 levels deep")
    }
    switch cursor.current {
    case "[": return try readList(at: path)
    case "{": return try readInlineTable(at: path)
    case "\"": return .text(try readBasicText(isLong: cursor.isAt("\"\"\"")))
    case "'": return .text(try readLiteralText(isLong: cursor.isAt("'''")))
    default: return try readWord(at: path)
    }
  }

  private mutating func readList(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    var values: [ConfigValue] = []
    cursor.advance()
    while true {
      try skipSpaceAndLines()
      if cursor.current == "]" { break }
      let element = path.appending("[\(values.count)]")
      positions[element] = cursor.position
      values.append(try readValue(at: element))
      try skipSpaceAndLines()
      if cursor.current == "]" { break }
      guard cursor.current == "," else {
        throw cursor.error("expected ',' or ']', found \(cursor.found)")
      }
      cursor.advance()
    }
    cursor.advance()
    return .list(values)
  }

  private mutating func readInlineTable(
    at path: ConfigPath
  ) throws(ConfigSyntaxError) -> ConfigValue {
    let table = TOMLTableBuilder(.header)
    cursor.advance()
    cursor.skipBlanks()
    if cursor.current == "}" {
      cursor.advance()
      return table.value
    }
    while true {
      try readAssignment(into: table, at: path)
      cursor.skipBlanks()
      if cursor.current == "}" { break }
      guard cursor.current == "," else {
        throw cursor.error("expected ',' or '}', found \(cursor.found)")
      }
      cursor.advance()
    }
    cursor.advance()
    return table.value
  }

  /// Reads what is written without quotes: a truth value or a number.
  private mutating func readWord(at path: ConfigPath) throws(ConfigSyntaxError) -> ConfigValue {
    let start = cursor.position
    var word = ""
    while let scalar = cursor.current, scalar.isASCII,
      isBareKeyByte(UInt8(truncatingIfNeeded: scalar.value))
        || "+.:".unicodeScalars.contains(scalar)
    {
      word.unicodeScalars.append(scalar)
      cursor.advance()
    }
    if word.isEmpty { throw cursor.error("expected a value, found \(cursor.found)") }
    if let value = TOMLNumber.value(of: word) { return value }
    let message =
      switch word {
      case "inf", "+inf", "-inf", "nan", "+nan", "-nan": "'\(path)' must be finite"
      case _ where TOMLNumber.isDateOrTime(word):
        "'\(path)' is a date or time; put it in quotes"
      case _ where word.first?.isNumber == true: "'\(word)' is not a number in range"
      default: "'\(word)' is not a value; a text needs quotes"
      }
    throw ConfigSyntaxError(message: message, position: start)
  }

  // MARK: Texts

  private mutating func readLiteralText(isLong: Bool) throws(ConfigSyntaxError) -> String {
    let quote = isLong ? "'''" : "'"
    try startText(quote)
    var text = ""
    while !cursor.isAt(quote) {
      text.unicodeScalars.append(try readTextScalar(isLong: isLong))
    }
    text += endText(quote)
    return text
  }

  private mutating func readBasicText(isLong: Bool) throws(ConfigSyntaxError) -> String {
    let quote = isLong ? "\"\"\"" : "\""
    try startText(quote)
    var text = ""
    while !cursor.isAt(quote) {
      if cursor.current == "\\" {
        if isLong, try skipEscapedLineEnd() { continue }
        text.unicodeScalars.append(try cursor.readEscape(allowsLong: true))
      } else {
        text.unicodeScalars.append(try readTextScalar(isLong: isLong))
      }
    }
    text += endText(quote)
    return text
  }

  private mutating func startText(_ quote: String) throws(ConfigSyntaxError) {
    for _ in quote.unicodeScalars { cursor.advance() }
    // The line end right after the opening quotes of a long text does not belong to it.
    if quote.count == 3 { _ = cursor.skipLineEnd() }
  }

  /// Skips the closing quotes; up to two more before them belong to a long text.
  private mutating func endText(_ quote: String) -> String {
    var extra = ""
    if quote.count == 3 {
      let mark = quote.prefix(1)
      while extra.count < 2, cursor.isAt(quote + mark) {
        extra += mark
        cursor.advance()
      }
    }
    for _ in quote.unicodeScalars { cursor.advance() }
    return extra
  }

  private mutating func readTextScalar(isLong: Bool) throws(ConfigSyntaxError) -> Unicode.Scalar {
    guard let scalar = cursor.current else { throw cursor.error("the text is not closed") }
    if cursor.isAtLineEnd {
      guard isLong else { throw cursor.error("the text is not closed at the end of the line") }
      _ = cursor.skipLineEnd()
      return "\n"
    }
    if isForbidden(scalar) { throw cursor.error("a control character in a text must be escaped") }
    cursor.advance()
    return scalar
  }

  /// Skips a backslash at the end of a line with all white space after it, or nothing.
  private mutating func skipEscapedLineEnd() throws(ConfigSyntaxError) -> Bool {
    var ahead = cursor
    ahead.advance()
    ahead.skipBlanks()
    guard ahead.skipLineEnd() else { return false }
    repeat { ahead.skipBlanks() } while ahead.skipLineEnd()
    cursor = ahead
    return true
  }
}
