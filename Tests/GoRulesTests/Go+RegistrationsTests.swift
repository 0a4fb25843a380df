import GameProtocol
import GoRules
import Testing

@Suite struct GoRegistrationsTests {
  private func go(_ options: [String: OptionValue], name: String = "go") throws -> Go {
    let registration = try #require(Go.registrations.first { $0.name == name })
    return try #require(try registration.game(options) as? Go)
  }

  @Test func `ready-made names have their sizes`() throws {
    #expect(
      Go.registrations.map(\.name) == ["go", "go-5x5", "go-7x7", "go-9x9", "go-13x13", "go-19x19"])
    #expect(try go([:], name: "go-13x13").size == 13)
    #expect(try go([:], name: "go-9x9").specification.name == "go-9x9")
    #expect(try go([:]).size == 19)
    #expect(try go([:]).rules == .trompTaylor)
  }

  @Test func `options outrank the preset`() throws {
    let game = try go([
      "rules": .text("japanese"), "komi": .integer(0), "ko": .text("situational"),
      "size": .integer(9), "handicap": .integer(3), "maxMoves": .integer(100),
    ])
    #expect(
      game.rules
        == GoRuleSet(ko: .situational, allowsSuicide: false, scoring: .territory, komi: 0))
    #expect(game.handicap.count == 3)
    #expect(game.specification.lengthLimit == 100)
    #expect(try go(["suicide": .flag(false)]).rules.allowsSuicide == false)
    #expect(try go(["scoring": .text("territory")]).rules.scoring == .territory)
  }

  @Test(
    arguments: [
      ["size": .integer(1)], ["size": .integer(26)], ["ko": .text("none")],
      ["komi": .number(.infinity)], ["komi": .number(1001)], ["rules": .text("mine")],
      ["handicap": .integer(1)], ["handicap": .integer(10)], ["maxMoves": .integer(-1)],
      ["suicide": .integer(1)], ["Komi": .number(1)],
    ] as [[String: OptionValue]])
  func `options out of range are refused`(options: [String: OptionValue]) {
    #expect(throws: GameOptionError.self) { try go(options) }
  }

  @Test func `a fixed size is no option`() {
    #expect(throws: GameOptionError.self) { try go(["size": .integer(5)], name: "go-9x9") }
  }
}
