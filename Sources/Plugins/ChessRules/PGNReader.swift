import GameProtocol

/// Reads the games of a PGN text one after the other.
///
/// A game that cannot be read gives an error with its place, and reading goes on with the next game,
/// which is the next line that looks like a tag. Move texts are read leniently, everything else as
/// the standard says; text that is not UTF-8 is repaired.
public struct PGNReader: Sequence, IteratorProtocol {
  /// How deep variations may lie within one another.
  static let mostVariations = 64

  private var lexer: PGNLexer
  private var gameCount = 0

  /// Makes a reader.
  ///
  /// - Parameter text: Any number of games.
  public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// Makes a reader of bytes, as a file has them.
  public init(bytes: [UInt8]) { lexer = PGNLexer(bytes: bytes) }

  /// Reads the next game.
  ///
  /// - Returns: The game, or what is wrong with it and where; `nil` after the last one.
  public mutating func next() -> Result<PGN, PGNError>? {
    guard lexer.skipToGame() else { return nil }
    gameCount += 1
    do throws(PGNLexer.Fault) {
      return .success(try readGame())
    } catch {
      let (line, column) = lexer.place(of: error.offset)
      lexer.recover(from: error.offset)
      return .failure(
        PGNError(
          game: gameCount, line: line, column: column, found: error.found,
          expected: error.expected))
    }
  }

  private mutating func readGame() throws(PGNLexer.Fault) -> PGN {
    var game = PGN()
    lexer.isInTags = true
    var startOffset: Int?
    while let tag = try lexer.readTag() {
      if tag.name == "FEN", startOffset == nil { startOffset = lexer.tokenOffset }
      game.tags.append(tag)
    }
    lexer.isInTags = false
    let start: Position
    do {
      start = try game.start()
    } catch {
      throw PGNLexer.Fault(
        offset: startOffset ?? lexer.offset, found: game["FEN"] ?? "", expected: error.expected)
    }
    var frames = [Frame(position: start, before: start)]
    while true {
      let offset = lexer.offset
      switch try lexer.readToken() {
      case .comment(let text):
        frames[frames.count - 1].add(comment: text)
      case .glyph(let number):
        guard frames[frames.count - 1].add(glyph: number) else {
          throw lexer.fault(at: offset, "a move before its glyph")
        }
      case .enPassant:
        guard frames[frames.count - 1].isAfterEnPassant else {
          throw lexer.fault("a capture en passant before e.p.")
        }
      case .move(let text):
        try addMove(text, at: lexer.tokenOffset, to: &frames[frames.count - 1])
      case .open:
        let frame = frames[frames.count - 1]
        if frame.line.turns.isEmpty { throw lexer.fault("a move before its variation") }
        if frames.count > Self.mostVariations {
          throw lexer.fault("at most \(Self.mostVariations) variations within one another")
        }
        frames.append(Frame(position: frame.before, before: frame.before))
      case .close:
        guard frames.count > 1, let frame = frames.popLast() else {
          throw lexer.fault("no ')' without '('")
        }
        if frame.line.turns.isEmpty { throw lexer.fault("a move in the variation") }
        let last = frames[frames.count - 1].line.turns.count - 1
        frames[frames.count - 1].line.turns[last].variations.append(frame.line)
      case .result(let result):
        if frames.count > 1 { throw lexer.fault("')' before the result") }
        game.line = frames[0].line
        game.result = result
        return game
      case .end:
        throw lexer.fault("a result: 1-0, 0-1, 1/2-1/2 or *")
      }
    }
  }

  private func addMove(
    _ text: String, at offset: Int, to frame: inout Frame
  ) throws(PGNLexer.Fault) {
    let (san, glyph) = Self.splitSuffix(text)
    if Self.nullMoves.contains(san) {
      throw PGNLexer.Fault(
        offset: offset, found: text, expected: "a move; null moves are not read")
    }
    do {
      let move = try frame.position.move(san: san, reading: .lenient)
      frame.before = frame.position
      frame.position.make(move)
      frame.line.turns.append(PGN.Turn(move, glyphs: glyph.map { [$0] } ?? []))
    } catch {
      throw PGNLexer.Fault(offset: offset, found: text, expected: error.expected)
    }
  }

  /// How programs write that a side makes no move, which no rule of the game allows.
  private static let nullMoves = ["--", "Z0", "null", "0000"]

  /// Takes `!`, `?` and their pairs off a move text.
  private static func splitSuffix(_ text: String) -> (san: String, glyph: UInt8?) {
    for (suffix, glyph) in [("!!", UInt8(3)), ("??", 4), ("!?", 5), ("?!", 6), ("!", 1), ("?", 2)]
    where text.hasSuffix(suffix) {
      return (String(text.dropLast(suffix.count)), glyph)
    }
    return (text, nil)
  }

  /// A line that is being read.
  private struct Frame {
    var position: Position
    /// The position before the last move, from which a variation starts.
    var before: Position
    var line = PGN.Line()

    init(position: Position, before: Position) {
      self.position = position
      self.before = before
    }

    /// Whether the last move is a capture en passant.
    var isAfterEnPassant: Bool { line.turns.last?.move.isEnPassant ?? false }

    mutating func add(comment: String) {
      if line.turns.isEmpty {
        line.comments.append(comment)
      } else {
        line.turns[line.turns.count - 1].comments.append(comment)
      }
    }

    mutating func add(glyph: UInt8) -> Bool {
      if line.turns.isEmpty { return false }
      line.turns[line.turns.count - 1].glyphs.append(glyph)
      return true
    }
  }
}
