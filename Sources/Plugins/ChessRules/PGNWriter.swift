public import GameProtocol

extension PGN {
  /// The seven tags that every game has, in their order.
  private static let roster = ["Event", "Site", "Date", "Round", "White", "Black", "Result"]

  /// The record as text in the standard's form for export: the seven tags first, lines of at most 79
  /// characters, a blank line after head and game.
  ///
  /// - Returns: The text; `PGNReader` reads the same record from it.
  /// - Throws: `NotationError` if the start or a move is illegal.
  public func text() throws(NotationError) -> String {
    var head = ""
    for name in Self.roster {
      let value = name == "Result" ? result.rawValue : self[name] ?? Self.unknown(name)
      head += Self.line(Tag(name, value))
    }
    for tag in tags where !Self.roster.contains(tag.name) { head += Self.line(tag) }
    if self["FEN"] != nil, self["SetUp"] == nil { head += Self.line(Tag("SetUp", "1")) }
    var writer = MovetextWriter()
    try writer.write(line, from: start())
    writer.write(word: result.rawValue)
    return head + "\n" + writer.text + "\n\n"
  }

  private static func unknown(_ name: String) -> String { name == "Date" ? "????.??.??" : "?" }

  private static func line(_ tag: Tag) -> String {
    var value: [UInt8] = []
    for byte in onOneLine(tag.value).utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        value.append(UInt8(ascii: "\\"))
      }
      value.append(byte)
    }
    return "[\(tag.name) \"\(String(decoding: value, as: UTF8.self))\"]\n"
  }
}

/// A text with spaces for line ends, which is how they are read.
private func onOneLine(_ text: String) -> String {
  String(decoding: text.utf8.filter { $0 != 13 }.map { $0 == 10 ? 32 : $0 }, as: UTF8.self)
}

/// Writes tokens into lines of limited length.
private struct MovetextWriter {
  private(set) var text = ""
  private var column = 0
  /// A comment to the end of the line has been written.
  private var needsNewLine = false

  mutating func write(_ line: PGN.Line, from start: Position) throws(NotationError) {
    for comment in line.comments { write(comment: comment) }
    var position = start
    var needsNumber = true
    for turn in line.turns {
      let next = try position.checked(turn.move)
      if position.turn == .white {
        write(word: "\(position.fullmoves).")
      } else if needsNumber {
        write(word: "\(position.fullmoves)...")
      }
      write(word: position.san(turn.move))
      for glyph in turn.glyphs { write(word: "$\(glyph)") }
      for comment in turn.comments { write(comment: comment) }
      for variation in turn.variations {
        write(word: "(")
        try write(variation, from: position)
        write(word: ")")
      }
      needsNumber = !turn.comments.isEmpty || !turn.variations.isEmpty
      position = next
    }
  }

  /// Writes a word after a space or on a new line; no space follows `(` or precedes `)`.
  mutating func write(word: String) {
    let sticks = !needsNewLine && (word == ")" || text.last == "(")
    put(word, separator: text.isEmpty || sticks ? "" : " ", mayBreak: !sticks)
  }

  private mutating func put(_ word: String, separator: String, mayBreak: Bool) {
    let length = word.count
    if needsNewLine || (mayBreak && column > 0 && column + separator.count + length > 79) {
      text += "\n"
      column = 0
      needsNewLine = false
    } else {
      text += separator
      column += separator.count
    }
    text += word
    column += length
  }

  /// Writes a comment in braces, or to the line's end if it contains a closing brace.
  private mutating func write(comment: String) {
    let flat = onOneLine(comment)
    if flat.contains("}") {
      write(word: ";" + flat)
      needsNewLine = true
      return
    }
    // Words are separated by one space or line's end each, so that runs of spaces are kept.
    for (index, word) in "{\(flat)}".split(separator: " ", omittingEmptySubsequences: false)
      .enumerated()
    {
      // A bracket at the start of a line would look like a tag.
      put(
        String(word), separator: text.isEmpty ? "" : " ",
        mayBreak: index == 0 || !(word.isEmpty || word.hasPrefix("[")))
    }
  }
}
