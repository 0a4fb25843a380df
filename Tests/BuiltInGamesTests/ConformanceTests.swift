import BuiltInGames
import GameConformance
import GameProtocol
import Testing

@Suite struct ConformanceTests {
  @Test(arguments: builtInGames)
  func `a built-in game keeps all laws`(_ registration: GameRegistration) throws {
    #expect(checkGame(try registration.game(), seeds: 0..<30) == [])
  }
}
