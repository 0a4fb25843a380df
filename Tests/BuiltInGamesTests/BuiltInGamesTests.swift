import BuiltInGames
import GameProtocol
import Testing

@Suite struct BuiltInGamesTests {
  @Test func `names are in order of the families and unique`() {
    let names = builtInGames.map(\.name)
    #expect(
      names == [
        "tic-tac-toe", "connect-four", "othello", "othello-6x6", "go", "go-5x5", "go-7x7", "go-9x9",
        "go-13x13", "go-19x19", "chess", "chess960",
        "shogi", "minatar-breakout", "minatar-asterix", "minatar-freeway",
        "minatar-space-invaders", "minatar-seaquest", "cartpole", "grid-world",
      ])
  }

  @Test(arguments: builtInGames)
  func `a game is specified under the name it is listed by`(_ registration: GameRegistration)
    throws
  {
    #expect(try registration.game().specification.name == registration.name)
  }
}
