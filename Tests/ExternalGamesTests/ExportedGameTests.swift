import ArcadeRules
import GameConformance
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ExportedGameTests {
  private func look(_ state: some GameState, _ count: Int) -> [Float] {
    var planes = [Float](repeating: .nan, count: count)
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    return planes
  }

  @Test(arguments: ["minatar-breakout", "cartpole", "grid-world"])
  func `a game behind the border is the same game`(_ name: String) throws {
    let game = try #require(Arcade.registrations.first { $0.name == name }).game()
    try compare(game)
  }

  private func compare<G: Game>(_ game: G) throws {
    let exported = try ExternalGame(exporting: game)
    var facts = exported.specification
    // A pole and its cart play by the rules of the others, and take as little time.
    facts.isSlow = game.specification.isSlow
    #expect(facts == game.specification)
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
      }
      #expect(outside.isTerminal)
    }
    #expect(inspect(exported, steps: 200).filter { $0.fault != nil } == [])
    #expect(checkGame(exported, seeds: 0..<2, maximumPlies: 20) == [])
  }
}
