import BuiltInGames
import GameConformance
import GameProtocol
import Testing

@Suite struct ConformanceTests {
  @Test(arguments: builtInGames)
  func `a built-in game keeps all laws`(_ registration: GameRegistration) throws {
    let game = try registration.game()
    // Where a rule looks at the past, a position text does not say everything. The big games' own
    // tests play whole games and count deeper; these few plies are for the laws.
    let violations =
      switch registration.name.prefix(while: { $0 != "-" }) {
      case "go":
        checkGame(game, seeds: 0..<2, except: [.positionEquality, .perft], maximumPlies: 40)
      case "chess", "chess960":
        checkGame(game, seeds: 0..<2, except: [.positionEquality], maximumPlies: 60)
      case "shogi":
        checkGame(game, seeds: 0..<2, except: [.positionEquality], maximumPlies: 6)
      case "minatar":
        checkGame(game, seeds: 0..<2, maximumPlies: 60)
      default:
        checkGame(game, seeds: 0..<30)
      }
    #expect(violations == [])
  }
}
