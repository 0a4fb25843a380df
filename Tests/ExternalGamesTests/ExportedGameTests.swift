import ArcadeRules
import GameConformance
import GameProtocol
import Testing
import TicTacToeRules

@testable import ExternalGames

@Suite struct ExportedGameTests {
  private func look(_ state: some GameState, _ count: Int) -> [Float] {
    var planes = [Float](repeating: .nan, count: count)
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    return planes
  }

  @Test(arguments: ["minatar-breakout", "cartpole", "grid-world", "tic-tac-toe"])
  func `a game behind the border is the same game`(_ name: String) throws {
    let registrations = Arcade.registrations + TicTacToe.registrations
    let game: any Game = try #require(registrations.first { $0.name == name }).game()
    try compare(game)
  }

  private func compare<G: Game>(_ game: G) throws {
    let exported = try ExternalGame(exporting: game)
    #expect(exported.specification == game.specification)
    var random = CounterRandom(seed: 1, stream: .playout)
    for seed: UInt64 in 0..<3 {
      var inside = game.initialState(seed: seed)
      var outside = exported.initialState(seed: seed)
      while !inside.isTerminal {
        let legal = inside.legalActions
        #expect(outside.legalActions == legal)
        let action = legal[random.below(legal.count)]
        if random.below(10) == 0 {
          inside.reseed(seed)
          outside.reseed(seed)
        }
        #expect(inside.apply(action) == outside.apply(action))
        let size = game.specification.observationShape.count
        #expect(look(inside, size) == look(outside, size))
        #expect(inside.returnOf(.first) == outside.returnOf(.first))
        #expect(inside.returnOf(.second) == outside.returnOf(.second))
      }
      #expect(outside.isTerminal)
      // The way to the position tells what replaced the future, too.
      #expect(try exported.state(at: outside.positionText) == outside)
    }
    #expect(inspect(exported, steps: 200).filter { $0.fault != nil } == [])
    #expect(checkGame(exported, seeds: 0..<2, maximumPlies: 20) == [])
  }
}
