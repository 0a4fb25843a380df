/// Takes a PGN text apart into tags and tokens.
struct PGNLexer {
  /// What is wrong, and where.
  struct Fault: Error {
    var offset: Int
    var found: String
    var expected: String
  }

  enum Token {
    case move(String)
    case comment(String)
    case glyph(UInt8)
    /// The remark `e.p.` after a capture en passant.
    case enPassant
    case open
    case close
    case result(PGN.Result)
    /// The end of the text, or a tag, where the movetext should go on.
    case end
  }

  let bytes: [UInt8]
  private(set) var offset = 0
  /// Where the last token starts.
  private(set) var tokenOffset = 0
  /// The last line whose place was asked for, and where it starts.
  private var line = 1
  private var lineStart = 0
  /// Whether the head of a game is being read.
  var isInTags = false

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The fault of finding the last token.
  func fault(_ expected: String) -> Fault { fault(at: tokenOffset, expected) }

  func fault(at offset: Int, _ expected: String) -> Fault {
    let end = bytes[offset...].prefix(20).firstIndex { $0 == 10 || $0 == 13 }
    let found = bytes[offset..<(end ?? min(offset + 20, bytes.count))]
    let text = String(decoding: found, as: UTF8.self)
    return Fault(
      offset: offset, found: offset >= bytes.count ? "the end of the text" : text,
      expected: expected)
  }

  /// Line and column of a byte, both from 1.
  ///
  /// - Parameter offset: Not before that of the last call, so that each line is counted once.
  /// - Returns: The place.
  mutating func place(of offset: Int) -> (line: Int, column: Int) {
    var index = lineStart
    while index < offset {
      if bytes[index] == 10 {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    return (line, offset - lineStart + 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  /// Bytes other than letters and digits that moves, results and glyphs are written with.
  private static let moveBytes = [UInt8]("+#=:-/!?".utf8)

  private var isAtLineStart: Bool { offset == 0 || bytes[offset - 1] == 10 }

  /// Skips white space and lines that start with a percent sign.
  private mutating func skipSpace() {
    while let byte = current {
      if byte == UInt8(ascii: "%"), isAtLineStart {
        skipLine()
      } else if Self.isSpace(byte) {
        offset += 1
      } else {
        return
      }
    }
  }

  private mutating func skipLine() {
    while let byte = current {
      offset += 1
      if byte == 10 { return }
    }
  }

  /// Skips what lies between games.
  ///
  /// - Returns: Whether there is another game.
  mutating func skipToGame() -> Bool {
    skipSpace()
    tokenOffset = offset
    return current != nil
  }

  /// Whether a line starts like `[Name "`.
  private func isTagLine(at start: Int) -> Bool {
    var index = start
    guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return false }
    index += 1
    let name = index
    while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
    let end = index
    while index < bytes.count, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
    return end > name && index > end && index < bytes.count && bytes[index] == UInt8(ascii: "\"")
  }

  /// Skips the rest of a game after a fault: to the next line that looks like a tag, but not one of
  /// the head in which the fault lies.
  mutating func recover(from fault: Int) {
    // A fault of a whole head is found behind it and told before.
    offset = max(fault, tokenOffset)
    var isInHead = isInTags
    // Where the next game's head was found too early, it begins here.
    if !isInHead, isTagLine(at: offset) { return }
    skipLine()
    while current != nil {
      if bytes[offset] == UInt8(ascii: "[") {
        if !isInHead, isTagLine(at: offset) { return }
      } else if let first = bytes[offset...].first(where: { $0 == 10 || !Self.isSpace($0) }),
        first != 10
      {
        isInHead = false
      }
      skipLine()
    }
  }

  // MARK: Tags

  /// Reads a tag, if there is one.
  mutating func readTag() throws(Fault) -> PGN.Tag? {
    skipSpace()
    tokenOffset = offset
    guard current == UInt8(ascii: "[") else { return nil }
    offset += 1
    skipBlanks()
    let start = offset
    while let byte = current, Self.isNameByte(byte) { offset += 1 }
    if offset == start { throw fault("a tag such as [White \"name\"]") }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    skipBlanks()
    let value = try readQuoted()
    skipBlanks()
    guard current == UInt8(ascii: "]") else { throw fault("']' at the end of the tag") }
    offset += 1
    return PGN.Tag(name, value)
  }

  private mutating func skipBlanks() {
    while current == 32 || current == 9 { offset += 1 }
  }

  /// Reads a value in quotation marks, which ends on its line.
  private mutating func readQuoted() throws(Fault) -> String {
    guard current == UInt8(ascii: "\"") else { throw fault("a value in quotation marks") }
    offset += 1
    var value: [UInt8] = []
    while let byte = current, byte != 10, byte != 13 {
      offset += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let next = current,
        next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
      {
        value.append(next)
        offset += 1
      } else {
        value.append(byte)
      }
    }
    throw fault("a closing quotation mark on the same line")
  }

  // MARK: Movetext

  /// Reads the next token; move numbers and their dots are skipped.
  mutating func readToken() throws(Fault) -> Token {
    while true {
      skipSpace()
      tokenOffset = offset
      guard let byte = current else { return .end }
      switch byte {
      case UInt8(ascii: "["):
        return .end
      case UInt8(ascii: "{"):
        return .comment(try readBraces())
      case UInt8(ascii: ";"):
        return .comment(readRestOfLine())
      case UInt8(ascii: "("):
        offset += 1
        return .open
      case UInt8(ascii: ")"):
        offset += 1
        return .close
      case UInt8(ascii: "."):
        offset += 1
      case UInt8(ascii: "*"):
        offset += 1
        return .result(.unknown)
      case UInt8(ascii: "$"):
        return .glyph(try readGlyph())
      default:
        if let token = try readWord() { return token }
      }
    }
  }

  private mutating func readBraces() throws(Fault) -> String {
    let start = offset + 1
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
      // A tag inside a comment is the head of the next game: this comment was never closed.
      if bytes[index] == 10, isTagLine(at: index + 1) { break }
      index += 1
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "}") else {
      throw fault("'}' at the end of the comment")
    }
    offset = index + 1
    // A line's end stands for a space.
    var text: [UInt8] = []
    for byte in bytes[start..<index] where byte != 13 {
      text.append(byte == 10 ? 32 : byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func readRestOfLine() -> String {
    let start = offset + 1
    while let byte = current, byte != 10 { offset += 1 }
    let end = offset > start && bytes[offset - 1] == 13 ? offset - 1 : offset
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  private mutating func readGlyph() throws(Fault) -> UInt8 {
    offset += 1
    var number = 0
    let start = offset
    while let byte = current, (48...57).contains(byte), offset - start < 4 {
      number = number * 10 + Int(byte - 48)
      offset += 1
    }
    guard offset > start, let glyph = UInt8(exactly: number) else {
      throw fault("a glyph from $0 to $255")
    }
    return glyph
  }

  /// Whether the rest of `e.p.` begins here.
  private var isAtEnPassant: Bool { bytes[offset...].starts(with: ".p".utf8) }

  /// Reads a move, a result, a glyph such as `!?` or `e.p.`; nothing for a move number.
  private mutating func readWord() throws(Fault) -> Token? {
    let start = offset
    while let byte = current, Self.isNameByte(byte) || Self.moveBytes.contains(byte) {
      offset += 1
    }
    if offset == start { throw fault("a move, a comment, a variation or a result") }
    if bytes[offset - 1] == UInt8(ascii: "e"), isAtEnPassant {
      if offset - start == 1 {
        offset += 2
        while let byte = current, ".+#".utf8.contains(byte) { offset += 1 }
        return .enPassant
      }
      // Written without a blank: the move ends before.
      offset -= 1
    }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    if let result = PGN.Result(rawValue: word) { return .result(result) }
    if word != "0000", word.utf8.allSatisfy({ (48...57).contains($0) }) { return nil }
    if let glyph = ["!": UInt8(1), "?": 2, "!!": 3, "??": 4, "!?": 5, "?!": 6][word] {
      return .glyph(glyph)
    }
    return .move(word)
  }
}
