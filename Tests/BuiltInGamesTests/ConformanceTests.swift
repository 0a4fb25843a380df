import BuiltInGames
import GameConformance
import GameProtocol
import Testing

@Suite struct ConformanceTests {
  /// Games whose position text leaves out the past that some of their ends look at.
  private static let withHistory = ["chess", "chess960", "shogi"]

  @Test(arguments: builtInGames)
  func `a built-in game keeps all laws`(_ registration: GameRegistration) throws {
    let game = try registration.game()
    if Self.withHistory.contains(registration.name) {
      // Their own tests play whole games; these are for the laws.
      #expect(
        checkGame(
          game, seeds: 0..<2, except: [.positionEquality],
          maximumPlies: registration.name == "shogi" ? 6 : 60) == [])
    } else {
      #expect(checkGame(game, seeds: 0..<30) == [])
    }
  }
}
