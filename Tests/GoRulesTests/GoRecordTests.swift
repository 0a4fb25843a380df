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

  @Test func `handicap stones give White the first move and the compensation`() throws {
    let record = try record("(;SZ[9]HA[2]RU[Chinese]KM[0]AB[cg][gc];W[ee])")
    #expect(record.game.handicap == [24, 56])
    #expect(record.start.playerToMove == .second)
    #expect(record.start.score == 79)
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

  @Test func `an illegal move is named with its place and the reason`() {
    let error = #expect(throws: SGFError.self) { try record("(;SZ[9];B[aa]\n;W[aa])") }
    #expect(
      error?.description == "line 2, byte 14: found \"W[aa] as move 2\", expected an empty point")
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
