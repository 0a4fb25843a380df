import GameProtocol
import GoRules
import Testing

@Suite struct GoBoardScoringTests {
  private func state(_ text: String, _ rules: GoRuleSet = .trompTaylor) throws -> GoState {
    try Go(size: text.prefix { $0 != "/" }.count, rules: rules).state(at: text)
  }

  @Test func `area is stones and what reaches one colour only`() throws {
    let board = try state(".x.o./xx.oo/.x.o./xx.oo/.x.o. x").board
    #expect(board.areaPoints() == GoPoints(black: 10, white: 10))
    #expect(GoBoard(size: 9).areaPoints() == GoPoints(black: 0, white: 0))
  }

  @Test func `territory is what is surrounded, and prisoners`() throws {
    let state = try state(".x.o./xx.oo/.x.o./xx.oo/.x.o. x - 0 3 1", .japanese)
    #expect(state.points == GoPoints(black: 6, white: 4))
    #expect(state.score == -4.5)
  }

  @Test func `dead stones are taken, and count as prisoners`() throws {
    let text = "xo.../xxxxx/ooooo/o.x.o/ooooo x"
    let area = try state(text)
    #expect(area.points == GoPoints(black: 6 + 1, white: 13))
    #expect(try area.score(removing: [1, 17]) == 10 - 15 - 7.5)
    let territory = try state(text, .japanese)
    #expect(try territory.score(removing: [1, 17]) == 4 + 1 - 3 - 1 - 6.5)
  }

  @Test func `a dead stone stands for its chain`() throws {
    let board = try state("xxoo/x.o./.... /".prefix(9) + "/..../.... x").board
    #expect(try board.removing([0]).cells.compactMap { $0 }.count == 3)
    #expect(try board.removing([0, 1]).takenStones(of: .first) == 3)
  }

  @Test func `only stones can be dead`() throws {
    let state = try state(".../.../... x")
    #expect(throws: NotationError.self) { try state.score(removing: [4]) }
    #expect(throws: NotationError.self) { try state.score(removing: [9]) }
    #expect(throws: NotationError.self) { try state.score(removing: [-1]) }
  }

  @Test func `handicap is compensated as the rules say`() throws {
    let stones = try Go.fixedHandicap(4, size: 9)
    func score(_ rules: GoRuleSet) -> Double {
      Go(size: 9, rules: rules, handicap: stones).initialState(seed: 0).score
    }
    var noKomi = GoRuleSet.trompTaylor
    noKomi.komi = 0
    #expect(score(noKomi) == 81)
    #expect(score(.chinese) == 81 - 7.5 - 4)
    #expect(score(.aga) == 81 - 7.5 - 3)
    #expect(score(.japanese) == 77 - 6.5)
  }
}
