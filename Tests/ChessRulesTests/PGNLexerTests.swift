import Testing

@testable import ChessRules

@Suite struct PGNLexerTests {
  /// All tokens of a movetext as texts, each after the offset where it starts.
  private func tokens(_ text: String) throws -> [String] {
    var lexer = PGNLexer(bytes: Array(text.utf8))
    var found: [String] = []
    while true {
      let name: String
      switch try lexer.readToken() {
      case .move(let move): name = "move \(move)"
      case .comment(let comment): name = "comment \(comment)"
      case .glyph(let glyph): name = "glyph \(glyph)"
      case .enPassant: name = "enPassant"
      case .open: name = "open"
      case .close: name = "close"
      case .result(let result): name = "result \(result.rawValue)"
      case .end: return found + ["\(lexer.tokenOffset) end"]
      }
      found.append("\(lexer.tokenOffset) \(name)")
    }
  }

  @Test(arguments: [
    ("", ["0 end"]), (" \t\r\n", ["4 end"]),
    ("1. e4 e5 2.Nf3", ["3 move e4", "6 move e5", "11 move Nf3", "14 end"]),
    ("12... O-O-O+ e8=Q#", ["6 move O-O-O+", "13 move e8=Q#", "18 end"]),
    (
      "e4 ! !! ? ?? !? ?!",
      [
        "0 move e4", "3 glyph 1", "5 glyph 3", "8 glyph 2", "10 glyph 4", "13 glyph 5",
        "16 glyph 6", "18 end",
      ]
    ),
    ("e4!?", ["0 move e4!?", "4 end"]), ("$0 $255", ["0 glyph 0", "3 glyph 255", "7 end"]),
    ("{a\nb\r\nc}", ["0 comment a b c", "8 end"]), ("{a {b}", ["0 comment a {b", "6 end"]),
    ("; a } b\r\ne4", ["0 comment  a } b", "9 move e4", "11 end"]), (";", ["0 comment ", "1 end"]),
    ("(e4)", ["0 open", "1 move e4", "3 close", "4 end"]),
    (
      "1-0 0-1 1/2-1/2 *",
      [
        "0 result 1-0", "4 result 0-1", "8 result 1/2-1/2", "16 result *", "17 end",
      ]
    ),
    ("exd6 e.p. e.p", ["0 move exd6", "5 enPassant", "10 enPassant", "13 end"]),
    ("exd6e.p.+ e4", ["0 move exd6", "4 enPassant", "10 move e4", "12 end"]),
    ("% not seen\ne4", ["11 move e4", "13 end"]), ("e4\n[x", ["0 move e4", "3 end"]),
    ("\u{FEFF}e4", ["3 move e4", "5 end"]),
  ])
  func `a movetext has its tokens`(text: String, expected: [String]) throws {
    #expect(try tokens(text) == expected)
  }

  @Test(arguments: [
    ("{ open", 0, "{ open", "'}' at the end of the comment"),
    ("e4 $", 3, "$", "a glyph from $0 to $255"), ("$256", 0, "$256", "a glyph from $0 to $255"),
    ("$12345", 0, "$12345", "a glyph from $0 to $255"),
    ("e4 ~ d5\nc4", 3, "~ d5", "a move, a comment, a variation or a result"),
    ("e4 % x", 3, "% x", "a move, a comment, a variation or a result"),
    ("{ a\n[White \"b\"]\n}", 0, "{ a", "'}' at the end of the comment"),
    (
      "#e4 ^ 0123456789012345678901", 4, "^ 012345678901234567",
      "a move, a comment, a variation or a result"
    ),
  ])
  func `a fault tells its place, what is there and what should be`(
    text: String, offset: Int, found: String, expected: String
  ) {
    let fault = #expect(throws: PGNLexer.Fault.self) { try tokens(text) }
    #expect(fault?.offset == offset && fault?.found == found && fault?.expected == expected)
  }

  @Test func `tags are read, and then there is none`() throws {
    let text = "\n[White \"a \\\"b\\\" \\\\ \\c\"] [ X_1\t\"\" ]\n1. e4"
    var lexer = PGNLexer(bytes: Array(text.utf8))
    let first = try lexer.readTag()
    #expect(first == PGN.Tag("White", "a \"b\" \\ \\c"))
    #expect(lexer.tokenOffset == 1)
    let second = try lexer.readTag()
    #expect(second == PGN.Tag("X_1", ""))
    let third = try lexer.readTag()
    #expect(third == nil)
    #expect(lexer.tokenOffset == text.utf8.count - 5)
  }

  @Test(arguments: [
    ("[\"x\"]", "a tag such as [White \"name\"]"), ("[White x]", "a value in quotation marks"),
    ("[White \"x]\n\"]", "a closing quotation mark on the same line"),
    ("[White \"x\" y]", "']' at the end of the tag"), ("[White \"x\"", "']' at the end of the tag"),
  ])
  func `a tag with a fault is refused`(text: String, expected: String) {
    var lexer = PGNLexer(bytes: Array(text.utf8))
    let fault = #expect(throws: PGNLexer.Fault.self) { try lexer.readTag() }
    #expect(fault?.offset == 0 && fault?.expected == expected)
  }

  @Test func `places count lines and columns from 1`() {
    let text = "ab\ncd\r\n\nü e"
    var lexer = PGNLexer(bytes: Array(text.utf8))
    let places = (0...text.utf8.count).map { offset in
      let place = lexer.place(of: offset)
      return "\(place.line):\(place.column)"
    }
    #expect(
      places == [
        "1:1", "1:2", "1:3", "2:1", "2:2", "2:3", "2:4", "3:1", "4:1", "4:2", "4:3", "4:4", "4:5",
      ])
  }

  @Test func `after a fault reading goes on with the head of the next game`() throws {
    let text = """
      [White "a"]
      [Black b]
      [Round "1"]

      1. e4 [%clk
      [White "c"]
      """
    let next = text.utf8.count - 11
    for isInTags in [true, false] {
      var lexer = PGNLexer(bytes: Array(text.utf8))
      lexer.isInTags = isInTags
      // In the head, the tags that follow belong to the game with the fault.
      lexer.recover(from: 13)
      #expect(lexer.offset == (isInTags ? next : 22))
      let tag = try lexer.readTag()
      #expect(tag == PGN.Tag(isInTags ? "White" : "Round", isInTags ? "c" : "1"))
    }
    var last = PGNLexer(bytes: Array("1. e4 ~\n".utf8))
    last.recover(from: 6)
    let isMore = last.skipToGame()
    #expect(!isMore)
  }
}
