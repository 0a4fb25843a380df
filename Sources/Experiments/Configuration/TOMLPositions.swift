/// Finds the line and column of every key of a TOML document that is known to be valid.
///
/// The parser in use keeps positions for errors only. Because the document has already been accepted,
/// this reader need only tell keys, headers and brackets from texts and comments.
struct TOMLPositions {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private var header = ConfigPath()
  private var arrayCounts: [ConfigPath: Int] = [:]
  private var positions: [ConfigPath: TextPosition] = [:]

  private init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The positions by path.
  static func find(in text: String) -> [ConfigPath: TextPosition] {
    var reader = TOMLPositions(text)
    reader.readDocument()
    return reader.positions
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var position: TextPosition {
    TextPosition(line: line, column: index - lineStart + 1)
  }

  private mutating func advance() {
    if bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = current, condition(byte) { advance() }
  }

  private mutating func skipBlanks() {
    skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// Skips white space, line ends and comments.
  private mutating func skipSpace() {
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      case UInt8(ascii: "#"): skip { $0 != UInt8(ascii: "\n") }
      default: return
      }
    }
  }

  private mutating func readDocument() {
    skipSpace()
    while let byte = current {
      if byte == UInt8(ascii: "[") {
        readHeader()
      } else {
        readAssignment(below: header)
      }
      skipSpace()
    }
  }

  private mutating func readHeader() {
    let start = position
    advance()
    let isElement = current == UInt8(ascii: "[")
    if isElement { advance() }
    let keys = readKeys()
    skip { $0 == UInt8(ascii: "]") }
    header = ConfigPath()
    for (depth, key) in keys.enumerated() {
      header = header.appending(key)
      let isLast = depth == keys.count - 1
      if isElement, isLast {
        if positions[header] == nil { positions[header] = start }
        arrayCounts[header, default: 0] += 1
      }
      if let count = arrayCounts[header] { header = header.appending("[\(count - 1)]") }
    }
    if positions[header] == nil { positions[header] = start }
  }

  private mutating func readAssignment(below table: ConfigPath) {
    let start = position
    var path = table
    for key in readKeys() {
      path = path.appending(key)
      if positions[path] == nil { positions[path] = start }
    }
    if current == UInt8(ascii: "=") { advance() }
    readValue(at: path)
  }

  private mutating func readKeys() -> [String] {
    var keys: [String] = []
    while true {
      skipBlanks()
      if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
        keys.append(readQuoted())
      } else {
        let start = index
        skip(while: isBareKeyByte)
        // A byte that can stand nowhere in a key must not stop the reader from moving on.
        if index == start, index < bytes.count { advance() }
        keys.append(String(decoding: bytes[start..<index], as: UTF8.self))
      }
      skipBlanks()
      guard current == UInt8(ascii: ".") else { return keys }
      advance()
    }
  }

  private mutating func readValue(at path: ConfigPath) {
    skipSpace()
    switch current {
    case UInt8(ascii: "["):
      advance()
      var count = 0
      skipSpace()
      while let byte = current, byte != UInt8(ascii: "]") {
        let element = path.appending("[\(count)]")
        positions[element] = position
        readValue(at: element)
        count += 1
        skipSpace()
        if current == UInt8(ascii: ",") { advance() }
        skipSpace()
      }
      if current != nil { advance() }
    case UInt8(ascii: "{"):
      advance()
      skipSpace()
      while let byte = current, byte != UInt8(ascii: "}") {
        readAssignment(below: path)
        skipSpace()
        if current == UInt8(ascii: ",") { advance() }
        skipSpace()
      }
      if current != nil { advance() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = readQuoted()
    default:
      let start = index
      skip { !"#,]}\r\n".utf8.contains($0) }
      if index == start, index < bytes.count { advance() }
    }
  }

  /// Reads a text in one or three quotation marks of either kind.
  private mutating func readQuoted() -> String {
    guard let mark = current else { return "" }
    let isBasic = mark == UInt8(ascii: "\"")
    let isLong = bytes[index...].starts(with: [mark, mark, mark])
    for _ in 0..<(isLong ? 3 : 1) { advance() }
    let start = index
    while let byte = current {
      if isBasic, byte == UInt8(ascii: "\\") {
        advance()
        if current != nil { advance() }
      } else if byte == mark, !isLong || bytes[index...].starts(with: [mark, mark, mark]) {
        break
      } else {
        advance()
      }
    }
    let text = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
    // A long text may end in up to two marks of its own before the closing three.
    skip { $0 == mark && isLong }
    if !isLong, current != nil { advance() }
    // A key with escapes is found by its meaning, which JSON's rules give.
    if isBasic, text.contains("\\"),
      case .text(let meaning)? = (try? JSONReader.read("\"\(text)\""))?.values
    {
      return meaning
    }
    return text
  }
}
