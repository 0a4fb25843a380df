import BuiltInGames
import GameProtocol
import Testing

@Suite struct BuiltInGamesTests {
  @Test func `names are in order of the families and unique`() {
    let names = builtInGames.map(\.name)
    #expect(
      names == [
        "tic-tac-toe", "connect-four", "othello", "othello-6x6", "chess", "chess960",
        "shogi",
      ])
  }

  @Test(arguments: builtInGames)
  func `a game is specified under the name it is listed by`(_ registration: GameRegistration)
    throws
  {
    #expect(try registration.game().specification.name == registration.name)
  }

  @Test func `an unknown name is refused with the names there are`() {
    let error = #expect(throws: UnknownGame.self) { try builtInGame(named: "ludo") }
    #expect(
      error?.description
        == "unknown game 'ludo'; games: tic-tac-toe, connect-four, othello, "
        + "othello-6x6, chess, chess960, shogi")
  }
}
