import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiRegistrationsTests {
  @Test func `options reach the game, and others are refused`() throws {
    let entry = try #require(Shogi.registrations.first)
    #expect(Shogi.registrations.count == 1 && entry.name == "shogi")
    #expect(try entry.game().specification.name == entry.name)
    #expect((try entry.game() as? Shogi)?.enteringKing == .points27)
    let rules: [(String, EnteringKing)] = [
      ("27-point", .points27), ("24-point", .points24), ("try", .tryRule), ("none", .none),
    ]
    #expect(entry.options.first?.choices == rules.map(\.0))
    for (text, rule) in rules {
      let game = try entry.game(["entering-king": .text(text)]) as? Shogi
      #expect(game?.enteringKing == rule)
    }
    #expect(throws: GameOptionError.self) { try entry.game(["entering-king": .text("28")]) }
    #expect(throws: GameOptionError.self) { try entry.game(["size": .integer(9)]) }
  }
}
