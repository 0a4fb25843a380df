import GameProtocol
import GoRules
import Testing

@Suite struct GoRuleSetTests {
  @Test func `presets have their names`() throws {
    #expect(try GoRuleSet("tromp-taylor") == .trompTaylor)
    #expect(try GoRuleSet("Tromp_Taylor") == .trompTaylor)
    #expect(try GoRuleSet("chinese") == .chinese)
    #expect(try GoRuleSet("JAPANESE") == .japanese)
    #expect(try GoRuleSet("aga") == .aga)
    #expect(GoRuleSet.aga.name == "aga")
    #expect(GoRuleSet.japanese.komi == 6.5)
  }

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

  @Test func `KataGo's rule strings are read`() throws {
    #expect(try GoRuleSet("koPOSITIONALscoreAREAtaxNONEsui1komi7.5") == .trompTaylor)
    #expect(
      try GoRuleSet("koSITUATIONALscoreAREAtaxNONEsui0whbN-1fpok1komi7.5") == .aga)
    #expect(try GoRuleSet("koSIMPLEscoreTERRITORYtaxSEKIsui0") == .japanese)
    #expect(try GoRuleSet("koSIMPLEscoreAREAtaxNONEsui0button0whbNkomi-3").komi == -3)
  }

  @Test(arguments: [GoRuleSet.trompTaylor, .chinese, .japanese, .aga])
  func `rules are written so that they are read back`(rules: GoRuleSet) throws {
    #expect(try GoRuleSet(rules.text) == rules)
  }

  @Test(
    arguments: [
      "", "klingon", "koSPIGHT", "koSIMPLEscoreAREAtaxALL", "koSIMPLEscoreAREAtaxSEKI",
      "koSIMPLEscoreAREAbutton1", "koSIMPLEkomi", "koSIMPLEkomi1e9", "koSIMPLEkomi99999",
      "koSIMPLEx",
    ])
  func `rules that are not played here are refused`(text: String) {
    #expect(throws: NotationError.self) { try GoRuleSet(text) }
  }
}
