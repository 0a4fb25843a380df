import GameProtocol
import GoRules
import Testing

@Suite struct GoRuleSetTests {
  @Test(arguments: [("chinese", 4), ("aga", 3), ("japanese", 0), ("tromp-taylor", 0)])
  func `White is paid for handicap stones`(name: String, points: Int) throws {
    var rules = try GoRuleSet(name)
    #expect(rules.bonus(handicap: 4) == points)
    #expect(rules.bonus(handicap: 0) == 0)
    // Another way of counting leaves the rest of a preset as it is.
    rules.scoring = .territory
    #expect(rules.bonus(handicap: 4) == points)
    rules.komi = 0.5
    let game = Go(size: 9, rules: rules, handicap: try Go.fixedHandicap(4, size: 9))
    #expect(game.initialState(seed: 0).score == 77 - 0.5 - Double(points))
  }
}
