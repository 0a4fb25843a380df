import GameProtocol
import Runs
import Testing

@Suite struct GameCatalogueTests {
  @Test func `a built-in game is found by its name`() throws {
    #expect(try GameCatalogue.game(named: "connect-four").name == "connect-four")
  }

  @Test func `an unknown name is refused with the one that is probably meant`() {
    let error = #expect(throws: UnknownGame.self) { try GameCatalogue.game(named: "chess690") }
    #expect(error?.description == "unknown game 'chess690'; did you mean 'chess960'?")
  }

  @Test(arguments: [("atari-breakout", "make atari"), ("gymnasium:CartPole-v1", "make gymnasium")])
  func `a game that has to be built is told with what builds it`(_ name: String, _ command: String)
  {
    let error = UnknownGame(name: name, known: ["minatar-breakout"], faults: [])
    #expect(
      error.description
        == "unknown game '\(name)'; '\(command)' in the folder of Tesuji builds the games of this kind"
    )
    let other = UnknownGame(name: "atari-braekout", known: ["atari-breakout"], faults: [])
    #expect(other.description == "unknown game 'atari-braekout'; did you mean 'atari-breakout'?")
  }

  @Test func `a name like no other is refused with all names`() {
    let error = #expect(throws: UnknownGame.self) { try GameCatalogue.game(named: "ludo") }
    #expect(error?.description.hasPrefix("unknown game 'ludo'; games: tic-tac-toe, ") == true)
  }
}
