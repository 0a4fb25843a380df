import GameProtocol
import GoRules
import Testing

@Suite struct GoRecordTests {
  private func record(_ text: String) throws -> GoRecord {
    try GoRecord(try SGFReader.read(text.utf8)[0])
  }

  @Test func `rules, komi and moves are read`() throws {
    let record = try record("(;GM[1]SZ[9]KM[6.5]RU[Japanese]RE[W+R];B[cc];W[gg];B[];W[tt])")
    #expect(record.game.size == 9)
    #expect(record.game.rules == .japanese)
    #expect(record.actions.map(\.rawValue) == [20, 60, 81, 81])
    #expect(record.result == "W+R")
  }

  @Test(arguments: [
    ("NZ", "new-zealand"), ("New Zealand", "new-zealand"), ("nz ", "new-zealand"),
    ("French", "aga"), ("AGA", "aga"), ("Chinese", "chinese"), ("Korean", "japanese"),
  ]) func `rule sets are known by the names that records have`(name: String, rules: String) throws {
    let record = try record("(;SZ[9]RU[\(name)])")
    #expect(try record.game.rules == GoRuleSet(rules) && record.unknownRules == nil)
  }

  @Test(arguments: ["GOE", "Ing", "klingon"])
  func `a rule set that is not known is told and others stand in`(name: String) throws {
    let tree = try SGFReader.read("(;SZ[9]RU[\(name)]KM[3])".utf8)[0]
    let record = try GoRecord(tree, rules: .aga)
    #expect(record.unknownRules == name)
    var expected = GoRuleSet.aga
    expected.komi = 3
    #expect(record.game.rules == expected)
    #expect(try self.record("(;SZ[9]RU[])").unknownRules == nil)
  }

  @Test func `handicap stones give White the first move and the compensation`() throws {
    let record = try record("(;SZ[9]HA[2]RU[Chinese]KM[0]AB[cg][gc];W[ee])")
    #expect(record.game.handicap == [24, 56])
    #expect(record.start.playerToMove == .second)
    #expect(record.start.score == 79)
  }

  @Test(arguments: ["(;SZ[9]HA[3])", "(;SZ[9]HA[3];W[ee])", "(;SZ[9]HA[2]AW[cc];B[ee])"])
  func `a handicap without its stones is refused`(text: String) {
    let error = #expect(throws: SGFError.self) { try record(text) }
    #expect(error?.line == 1 && error?.found.hasSuffix("] without stones") == true)
    #expect(error?.expected == "AB with Black's stones before the first move")
  }

  @Test(arguments: ["(;SZ[9]HA[0];B[ee])", "(;SZ[9]HA[1];B[ee])", "(;SZ[9]HA[2];AB[cc][gg];W[ee])"])
  func `no stone, one stone and stones of a later node are handicaps`(text: String) throws {
    let record = try record(text)
    #expect(record.actions.count == 1)
    #expect(record.game.handicap.count == (text.contains("HA[2]") ? 2 : 0))
  }

  @Test func `stones are set up, in rectangles too, and removed`() throws {
    let record = try record("(;SZ[5]AB[aa:ce]AW[ea];AE[bb:bc]PL[W];W[eb])")
    #expect(record.start.board.cells.compactMap { $0 }.count == 14)
    #expect(record.start.playerToMove == .second)
  }

  @Test(
    arguments: [
      "(;SZ[0])", "(;SZ[0:0])", "(;SZ[26])", "(;SZ[9:13])", "(;SZ[x])", "(;GM[2])", "(;KM[lots])",
      "(;SZ[9];B[zz])", "(;SZ[9];B[aa];B[bb])", "(;SZ[9];B[aa]W[bb])", "(;SZ[9];B[aa];W[aa])",
      "(;SZ[9];B[aa];AW[bb])", "(;SZ[3]AB[ab][ba]AW[aa])", "(;SZ[9]AB[cc:aa])", "(;PL[red])",
      "(;HA[-1])", "(;SZ[9];B[];W[];B[aa])", "(;SZ[9]AB[abc])", "(;SZ[9];B[AA])",
    ])
  func `records that are no game are refused`(text: String) {
    #expect(throws: SGFError.self) { try record(text) }
  }

  @Test func `more passes after the end are left out, and a stone there is refused`() throws {
    let passes = try record("(;SZ[9];B[aa];W[];B[tt];W[];B[])")
    #expect(passes.actions.map(\.rawValue) == [0, 81, 81])
    let error = #expect(throws: SGFError.self) { try record("(;SZ[9];B[];W[];B[];W[];B[aa])") }
    #expect(error?.expected == "nothing but passes after the end of the game")
  }

  @Test func `a record may be longer than games are here`() throws {
    let game = Go(size: 3, rules: GoRuleSet(ko: .simple), lengthLimit: 60)
    var state = game.initialState(seed: 0)
    var actions: [Action] = []
    while actions.count < 50 {
      // The pass, which is the last, only where there is nothing else.
      actions.append(try #require(state.legalActions.first))
      _ = state.apply(actions[actions.count - 1])
    }
    let tree = SGFTree(game, from: game.initialState(seed: 0), actions: actions)
    let record = try GoRecord(tree)
    #expect(record.actions == actions)
    #expect(record.game.specification.lengthLimit == 50 + 18)
    #expect(try self.record("(;SZ[3];B[aa])").game.specification.lengthLimit == 18)
  }

  @Test func `an illegal move is named with its place and the reason`() {
    let error = #expect(throws: SGFError.self) { try record("(;SZ[9];B[aa]\n;W[aa])") }
    #expect(
      error?.description == "line 2, byte 14: found \"W[aa] as move 2\", expected an empty point")
  }

  /// Records that GNU Go and three libraries wrote, and what a fourth reads in them; made by
  /// `scripts/go_sgf_cases.py`.
  @Test func `records of other programs are read, and written back`() throws {
    let cases = try CaseFile.cases("sgf/index.txt")
    try #require(cases.count >= 300)
    for fields in cases {
      let file = fields[0]
      let trees = try SGFReader.read(try CaseFile.bytes("sgf/" + file))
      try #require(trees.count == 1, "\(file)")
      #expect(try SGFReader.read(trees[0].text.utf8) == trees, "\(file)")
      let record = try GoRecord(trees[0])
      #expect(record.game.size == Int(fields[1]), "\(file)")
      #expect(fields[2] == "-" || record.game.rules.komi == Double(fields[2]), "\(file)")
      #expect(
        record.actions.map { String($0.rawValue) }.joined(separator: " ") == fields[3], "\(file)")
      let end = record.actions.reduce(record.start) { $0.applying($1) }
      #expect(end.positionText.hasPrefix(fields[4] + " "), "\(file)")
      let written = SGFTree(record.game, from: record.start, actions: record.actions)
      let back = try GoRecord(try SGFReader.read(written.text.utf8)[0])
      #expect(back.actions == record.actions && back.start == record.start, "\(file)")
    }
  }

  @Test func `random games are written and read back`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let rules = [GoRuleSet.trompTaylor, .chinese, .japanese, .aga][Int(seed % 4)]
      let game = Go(
        size: 9, rules: rules,
        handicap: seed % 3 == 0 ? try Go.fixedHandicap(4, size: 9) : [])
      var random = CounterRandom(seed: seed, stream: .playout)
      let start = game.initialState(seed: 0)
      var state = start
      var actions: [Action] = []
      while !state.isTerminal {
        let legal = state.legalActions
        actions.append(legal[random.below(legal.count)])
        _ = state.apply(actions[actions.count - 1])
      }
      let tree = SGFTree(game, from: start, actions: actions, result: "B+1")
      let record = try GoRecord(try SGFReader.read(tree.text.utf8)[0])
      #expect(record.actions == actions)
      #expect(record.start == start)
      #expect(record.game.rules == rules)
      #expect(record.result == "B+1")
    }
  }
}
