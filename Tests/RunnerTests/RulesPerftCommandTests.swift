import Testing

@Suite struct RulesPerftCommandTests {
  @Test(arguments: [
    ("tic-tac-toe", 0, "1"), ("tic-tac-toe", 9, "127872"), ("connect-four", 4, "2401"),
    ("othello", 6, "8200"),
  ])
  func `sequences are counted`(game: String, depth: Int, count: String) throws {
    let result = try Program.run(["rules", "perft", game, "--depth", "\(depth)"])
    #expect(result == Finished(status: 0, output: count + "\n", errors: ""))
  }

  @Test func `positions are read line by line`() throws {
    let result = try Program.run(
      ["rules", "perft", "tic-tac-toe", "--depth", "2", "--stdin"],
      lines: ["xox/xox/o.. o", "what", "xxx/oo./... o"])
    #expect(result.lines.count == 3)
    #expect(result.lines[0] == "1")
    #expect(result.lines[1].hasPrefix("error: bad position: "))
    #expect(result.lines[2] == "0")
    #expect(result.status == 65)
  }

  @Test func `with --json the position and the depth are told`() throws {
    let result = try Program.run(["rules", "perft", "tic-tac-toe", "--depth", "1", "--json"])
    #expect(
      result.output == #"{"id":null,"position":".../.../... x","depth":1,"count":9}"# + "\n")
  }

  @Test func `a depth below zero or none at all is a wrong command line`() throws {
    #expect(try Program.run(["rules", "perft", "tic-tac-toe", "--depth=-1"]).status == 64)
    #expect(try Program.run(["rules", "perft", "tic-tac-toe"]).status == 64)
  }
}
