import ChessRules
import Foundation
import GameProtocol
import Testing

/// How many comments, glyphs and variations a line has, all within it included.
func countAnnotations(_ line: PGN.Line) -> (comments: Int, glyphs: Int, variations: Int) {
  var counts = (line.comments.count, 0, 0)
  for turn in line.turns {
    counts.0 += turn.comments.count
    counts.1 += turn.glyphs.count
    counts.2 += turn.variations.count
    for variation in turn.variations {
      let inner = countAnnotations(variation)
      counts = (counts.0 + inner.comments, counts.1 + inner.glyphs, counts.2 + inner.variations)
    }
  }
  return counts
}

@Suite struct PGNReaderTests {
  @Test func `annotated games are read as python-chess wrote them`() throws {
    let games = try Array(PGNReader(CaseFile.text("annotated.pgn"))).map { try $0.get() }
    let facts = try CaseFile.cases("annotated.txt")
    #expect(games.count == facts.count)
    for (game, fields) in zip(games, facts) {
      var position = try game.start()
      var moves: [String] = []
      for turn in game.line.turns {
        moves.append(position.san(turn.move))
        position.make(turn.move)
      }
      #expect(moves.joined(separator: " ") == fields[0])
      let counts = countAnnotations(game.line)
      #expect(counts.comments == Int(fields[1]))
      #expect(counts.glyphs == Int(fields[2]))
      #expect(counts.variations == Int(fields[3]))
      #expect(game["White"] == "O'Neill, J.")
    }
  }

  @Test func `every form of comment, glyph and variation is understood`() throws {
    let text = """
      % an escaped line
      [Event "x"] [Site "y \\"z\\" \\\\"]
      {before} 1.e4! {one} {two} ; three
      $14 ( {inner} 1. d4 d5?? ( 1... Nf6!? ) 2. c4 ) ( 1. c4 )
      1... e5 2 . Nf3 ... Nc6 !? 1/2-1/2
      """
    let game = try #require(try PGNReader(text).makeIterator().first { _ in true }?.get())
    #expect(game["Site"] == "y \"z\" \\")
    #expect(game.line.comments == ["before"])
    #expect(game.line.turns.count == 4)
    #expect(game.line.turns[0].comments == ["one", "two", " three"])
    #expect(game.line.turns[0].glyphs == [1, 14])
    let variation = game.line.turns[0].variations[0]
    #expect(variation.comments == ["inner"])
    #expect(variation.turns.map(\.glyphs) == [[], [4], []])
    #expect(variation.turns[1].variations[0].turns[0].glyphs == [5])
    #expect(game.line.turns[0].variations.count == 2)
    #expect(game.line.turns[3].glyphs == [5])
    #expect(game.result == .draw)
  }

  @Test func `one broken game among a hundred leaves the other ninety-nine`() throws {
    let faults = [
      "1. e4 e5 2. Ke3 *": "Ke3", "1. e4 {never closed 1-0": "{never closed 1-0",
      "1. e4 ( 1. d4 1-0": "1-0", "1. e4 e5": "[Event \"?\"]", "1. e4 ) *": ") *",
      "( 1. e4 ) *": "( 1. e4 ) *", "1. e4 $999 *": "$999 *", "1. e4 ~ *": "~ *",
      "$1 1. e4 *": "$1 1. e4 *", "1. e4 () *": ") *",
      "1. e4 e5 e.p. *": "e.p. *", "1. e4 -- *": "--",
    ]
    for (fault, found) in faults {
      var text = ""
      var faultLine = 0
      for index in 0..<100 {
        text += "[Event \"?\"]\n[Round \"\(index)\"]\n\n"
        if index == 41 { faultLine = text.filter { $0 == "\n" }.count + 1 }
        text += (index == 41 ? fault : "1. e4 e5 {fine} *") + "\n\n"
      }
      let results = Array(PGNReader(text))
      #expect(results.count == 100, "\(fault)")
      let errors = results.compactMap { result -> PGNError? in
        if case .failure(let error) = result { error } else { nil }
      }
      #expect(errors.count == 1)
      #expect(errors.first?.game == 42)
      #expect(errors.first?.found == found)
      // A missing result is noticed where the next game begins.
      #expect(errors.first?.line == faultLine + (fault == "1. e4 e5" ? 2 : 0))
      #expect(results.count { (try? $0.get()["Event"]) != nil } == 99)
      let rounds = results.compactMap { try? $0.get()["Round"] }
      #expect(rounds == (0..<100).filter { $0 != 41 }.map(String.init))
    }
  }

  @Test(arguments: [
    ("[White \"x]\n\n1. e4 *", 1, 1), ("[White x]\n\n1. e4 *", 1, 1), ("[\"x\"]\n1. e4 *", 1, 1),
    ("[FEN \"nonsense\"]\n\n1. e4 *", 1, 1),
    ("[White \"x\"]\n[FEN \"x\"]\n[Black \"y\"]\n1. e4 *", 2, 1), ("[FEN \"x\"] 1. e4 *", 1, 1),
    ("\n\n 1. e4 e6 2. e7 *", 3, 14), ("1. e4", 1, 6),
  ]) func `a fault is found in its place`(text: String, line: Int, column: Int) throws {
    let results = Array(PGNReader(text))
    let error = #expect(throws: PGNError.self) { try results[0].get() }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(results.count == 1)
  }

  @Test func `after a start that is none, the next game is read`() throws {
    let text = "[FEN \"x\"]\n[Round \"1\"]\n\n1. e4 *\n\n[Round \"2\"]\n\n1. e4 *\n"
    let sameLine = "[FEN \"x\"] 1. e4 *\n[Round \"2\"]\n1. e4 *\n"
    for results in [Array(PGNReader(text)), Array(PGNReader(sameLine))] {
      try #require(results.count == 2)
      #expect(throws: PGNError.self) { try results[0].get() }
      #expect(try results[1].get()["Round"] == "2")
    }
  }

  @Test(arguments: [
    "1. e4 a6 2. e5 d5 3. exd6 e.p. exd6 *", "1. e4 a6 2. e5 d5 3. exd6e.p. exd6 *",
    "1. e4 a6 2. e5 d5 3. exd6 e.p exd6 *", "1. e4 a6 2. e5 d5 3. exd6 e.p.! ( 3. d4 ) exd6 *",
  ]) func `the remark e.p. belongs to the capture before it`(text: String) throws {
    let game = try Array(PGNReader(text))[0].get()
    #expect(game.line.turns.map { $0.move.target.name } == ["e4", "a6", "e5", "d5", "d6", "d6"])
  }

  @Test(arguments: ["--", "Z0", "null", "0000", "--!"])
  func `null moves are refused by their name`(move: String) {
    let error = #expect(throws: PGNError.self) {
      try Array(PGNReader("1. e4 \(move) 2. d4 *"))[0].get()
    }
    #expect(error?.column == 7 && error?.found == move)
    #expect(error?.expected == "a move; null moves are not read")
  }

  @Test func `variations within one another have a limit instead of a crash`() {
    let text =
      String(repeating: "1. e4 ( ", count: 1) + String(repeating: "1. d4 ( ", count: 100_000)
    let results = Array(PGNReader(text))
    #expect(results.count == 1)
    #expect(throws: PGNError.self) { try results[0].get() }
  }

  @Test func `nothing and blanks are no games`() {
    #expect(Array(PGNReader("")).isEmpty)
    #expect(Array(PGNReader("\n  \r\n% note\n")).isEmpty)
  }
}
