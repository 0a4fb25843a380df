import ArcadeRules
import GameConformance
import GameProtocol
import Testing

@Suite struct ArcadeTests {
  @Test(arguments: Arcade.registrations)
  func `a game keeps all laws`(_ registration: GameRegistration) throws {
    // Every state is also played to its end, which is far away in some of the games.
    #expect(checkGame(try registration.game(), seeds: 0..<4, maximumPlies: 60) == [])
  }

  @Test(arguments: Arcade.registrations)
  func `a game with a step limit keeps all laws`(_ registration: GameRegistration) throws {
    let game = try registration.game(["stepLimit": .integer(30)])
    #expect(game.specification.lengthLimit == 30)
    #expect(checkGame(game, seeds: 0..<4) == [])
  }

  @Test(arguments: Arcade.registrations.prefix(5))
  func `the settings of a MinAtar game are checked`(_ registration: GameRegistration) throws {
    let error = #expect(throws: GameOptionError.self) {
      try registration.game(["stickyActions": .number(1.5)])
    }
    #expect(error?.description == "option 'stickyActions': found 1.5, expected 0 to 1")
    #expect(throws: GameOptionError.self) { try registration.game(["stepLimit": .integer(-1)]) }
    #expect(try registration.game(["ramping": .flag(false)]).specification.lengthLimit == nil)
  }

  @Test func `without sticky actions two of the games have no chance in their steps`() throws {
    let names = try Arcade.registrations.prefix(5).filter {
      try !$0.game(["stickyActions": .integer(0)]).specification.isStochastic
    }.map(\.name)
    #expect(names == ["minatar-breakout", "minatar-space-invaders"])
    #expect(
      try Arcade.registrations.prefix(5).allSatisfy { try $0.game().specification.isStochastic })
  }
}
