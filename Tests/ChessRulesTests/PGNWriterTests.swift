import ChessRules
import GameProtocol
import Testing

@Suite struct PGNWriterTests {
  private func read(_ text: String) throws -> [PGN] {
    try Array(PGNReader(text)).map { try $0.get() }
  }

  @Test func `a thousand games come back from their texts`() throws {
    var text = ""
    var games: [PGN] = []
    for fields in try CaseFile.cases("san.txt") {
      var game = PGN(tags: fields[0] == "-" ? [] : [.init("FEN", fields[0])], result: .draw)
      var position = try game.start()
      for san in fields[1].split(separator: " ") {
        let move = try position.move(san: String(san))
        game.line.turns.append(PGN.Turn(move))
        position.make(move)
      }
      text += try game.text()
      games.append(game)
    }
    let back = try read(text)
    #expect(back.map(\.line) == games.map(\.line))
    #expect(back.map(\.result) == games.map(\.result))
    #expect(try back.map { try $0.start() } == games.map { try $0.start() })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 79 || $0.hasPrefix("[") })
  }

  @Test func `annotated games come back from their texts`() throws {
    let games = try read(CaseFile.text("annotated.pgn"))
    var text = ""
    for game in games { text += try game.text() }
    let back = try read(text)
    #expect(back.map(\.line) == games.map(\.line))
    var again = ""
    for game in back { again += try game.text() }
    #expect(again == text)
  }

  @Test func `a record is written in the standard's form`() throws {
    let game = try read(
      """
      [White "A \\"B\\""]
      [Opening "none"]
      1. e4 $1 {best} (1. d4 d5 {closed}) e5 2. Nf3 1-0
      """)[0]
    #expect(
      try game.text() == """
        [Event "?"]
        [Site "?"]
        [Date "????.??.??"]
        [Round "?"]
        [White "A \\"B\\""]
        [Black "?"]
        [Result "1-0"]
        [Opening "none"]

        1. e4 $1 {best} (1. d4 d5 {closed}) 1... e5 2. Nf3 1-0


        """)
  }

  @Test func `comments keep braces, spaces and brackets`() throws {
    let start = Chess().initialState(seed: 0)
    let move = try start.position.move(san: "e4")
    let comments = [
      "a } brace", "two  spaces   three", " leading and trailing ", "",
      String(repeating: "word [White \"x\"] ", count: 12), "[%clk 0:01:02]",
    ]
    let game = PGN(line: .init([PGN.Turn(move, comments: comments)]))
    let back = try read(game.text())
    #expect(back[0].line.turns[0].comments == comments)
  }
}
