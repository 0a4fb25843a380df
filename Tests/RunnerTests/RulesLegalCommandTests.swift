import Testing

@Suite struct RulesLegalCommandTests {
  @Test func `the legal moves of a position are printed in the order of their indices`() throws {
    let result = try Program.run(
      [
        "rules", "legal", "connect-four", "--position",
        "x....../o....../x....../o....../x....../o...... x",
      ])
    #expect(result == Finished(status: 0, output: "1 2 3 4 5 6\n", errors: ""))
  }

  @Test func `a bad position is told on standard error`() throws {
    let result = try Program.run(["rules", "legal", "tic-tac-toe", "--position", "x"])
    #expect(result.status == 65)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("error: bad position: "))
  }

  @Test func `positions are read line by line`() throws {
    let result = try Program.run(
      ["rules", "legal", "tic-tac-toe", "--stdin"],
      lines: ["xo./.../... x\r", "?", "xxx/oo./... o", #"{"moves":[4]}"#])
    #expect(result.lines.count == 4)
    #expect(result.lines[0] == "2 3 4 5 6 7 8")
    #expect(result.lines[1].hasPrefix("error: bad position: "))
    #expect(result.lines[2] == "")
    #expect(result.lines[3] == "0 1 2 3 5 6 7 8")
    #expect(result.status == 65)
  }

  @Test func `with --json every line is an object`() throws {
    let result = try Program.run(
      ["rules", "legal", "tic-tac-toe", "--stdin", "--json"],
      lines: ["xox/xox/o.. o", #"{"id":5,"moves":[9]}"#])
    #expect(
      result.lines == [
        #"{"id":null,"position":"xox/xox/o.. o","legalMoves":["7","8"],"legalCount":2}"#,
        #"{"id":5,"error":{"ply":0,"move":9,"reason":"illegal move: found action 9, "#
          + #"expected a legal one"},"plies":0,"legalCounts":[9],"position":".../.../... x"}"#,
      ])
  }

  @Test func `a position and standard input exclude each other`() throws {
    let result = try Program.run(
      ["rules", "legal", "tic-tac-toe", "--stdin", "--position", ".../.../... x"])
    #expect(result.status == 64)
  }

  @Test func `shogi tells who may declare an entering king`() throws {
    let result = try Program.run(
      ["rules", "legal", "shogi", "--stdin", "--json"],
      lines: ["2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k b 2RB3P 1", "8k/9/9/9/9/9/9/9/K8 b - 1"])
    #expect(result.lines.count == 2)
    #expect(result.lines[0].hasSuffix(#","declaration27":true,"declaration24":false}"#))
    #expect(
      result.lines[1]
        == #"{"id":null,"position":"8k/9/9/9/9/9/9/9/K8 b - 1","legalMoves":["9i9h","9i8h","9i8i"],"#
        + #""legalCount":3,"declaration27":false,"declaration24":false}"#)
  }

  @Test func `chess moves are printed in standard algebraic notation`() throws {
    let fen = "7k/8/6K1/8/8/8/8/R7 w - - 0 1"
    let result = try Program.run(
      ["rules", "legal", "chess", "--notation", "san", "--position", fen])
    #expect(result.output.split(separator: " ").contains("Ra8#"))
    #expect(result.status == 0)
  }

  @Test(arguments: [("chess", "found 'pgn', expected san"), ("shogi", "no other notation")])
  func `an unknown notation is a wrong command line`(game: String, part: String) throws {
    let result = try Program.run(["rules", "legal", game, "--notation", "pgn"])
    #expect(result.status == 64 && result.errors.contains(part))
  }
}
