import GameProtocol
import GoRules
import Testing

@Suite struct GoRuleSetTextTests {
  @Test func `presets have their names`() throws {
    #expect(try GoRuleSet("tromp-taylor") == .trompTaylor)
    #expect(try GoRuleSet("Tromp_Taylor") == .trompTaylor)
    #expect(try GoRuleSet("chinese") == .chinese)
    #expect(try GoRuleSet("JAPANESE") == .japanese)
    #expect(try GoRuleSet("aga") == .aga)
    #expect(try GoRuleSet("bga") == .aga && GoRuleSet("French") == .aga)
    #expect(GoRuleSet.aga.name == "aga")
    #expect(GoRuleSet.japanese.komi == 6.5)
  }

  @Test func `KataGo's rule strings are read`() throws {
    #expect(try GoRuleSet("koPOSITIONALscoreAREAtaxNONEsui1komi7.5") == .trompTaylor)
    #expect(
      try GoRuleSet("koSITUATIONALscoreAREAtaxNONEsui0whbN-1fpok1komi7.5") == .aga)
    #expect(try GoRuleSet("koSIMPLEscoreTERRITORYtaxSEKIsui0") == .japanese)
    #expect(try GoRuleSet("koSIMPLEscoreAREAtaxNONEsui0button0whbNkomi-3").komi == -3)
  }

  @Test func `rules are written so that they are read back`() throws {
    var texts: Set<String> = []
    for ko in GoRuleSet.Ko.allCases {
      for scoring in [GoRuleSet.Scoring.area, .territory] {
        for bonus in [GoRuleSet.HandicapBonus.none, .all, .allButOne] {
          for (suicide, komi) in [(false, 6.5), (true, -0.5), (true, 7)] {
            let rules = GoRuleSet(
              ko: ko, allowsSuicide: suicide, scoring: scoring, handicapBonus: bonus, komi: komi)
            #expect(try GoRuleSet(rules.text) == rules)
            #expect(try GoRuleSet(rules.name) == rules)
            texts.insert(rules.text)
          }
        }
      }
    }
    #expect(texts.count == 3 * 2 * 3 * 3)
  }

  @Test(arguments: ["ancient-area", "stone-scoring", "aga-button", "ing"])
  func `a rule set that is not played here is refused with those that are`(name: String) {
    let error = #expect(throws: NotationError.self) { try GoRuleSet(name) }
    #expect(error?.found == name && error?.expected.hasPrefix("tromp-taylor, chinese") == true)
  }

  @Test func `a fault in a list of rules has its place`() {
    for (text, offset) in [("koSPIGHT", 2), ("koSIMPLEx", 8), ("koSIMPLEkomi1e9", 13)] {
      let error = #expect(throws: NotationError.self) { try GoRuleSet(text) }
      #expect(error?.offset == offset, "\(text)")
    }
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
