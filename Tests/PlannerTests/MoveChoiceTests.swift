import GameProtocol
import Testing

@testable import Planner

@Suite struct MoveChoiceTests {
  @Test(
    arguments: [
      (1, [0.5, 0.3, 0.2]), (0.5, [0.65789474, 0.23684211, 0.10526316]),
      (0.25, [0.86565097, 0.11218837, 0.02216066]), (Double.infinity, [1.0 / 3, 1.0 / 3, 1.0 / 3]),
      (1e-9, [1, 0, 0]),
    ] as [(Double, [Double])])
  func `the temperature sharpens the visits as in the worked example`(
    temperature: Double, expected: [Double]
  ) {
    let found = MoveChoice.probabilities(visits: [50, 30, 20], temperature: temperature)
    for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-8) }
  }

  @Test func `an unvisited action is never drawn`() {
    let chances = MoveChoice.probabilities(visits: [0, 3, 0, 1, 0], temperature: 1)
    var random = CounterRandom(seed: 1, stream: .move)
    var counts = [0, 0, 0, 0, 0]
    for _ in 0..<4000 { counts[MoveChoice.draw(chances, using: &random)] += 1 }
    #expect(counts[0] == 0 && counts[2] == 0 && counts[4] == 0)
    #expect(abs(Double(counts[1]) / 4000 - 0.75) < 0.04)
  }

  @Test func `the schedule draws in the first plies and plays the best afterwards`() throws {
    let table = TabularModel.random(seed: 6, actions: 4, states: 8)
    var configuration = SearchConfiguration()
    configuration.simulations = 24
    configuration.rootNoiseFraction = 0
    configuration.temperaturePlies = 30
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 4)
    let model = TableFollower(table, slotCount: search.slotsPerTree)
    var early: Set<Action> = []
    for game in 0..<40 as Range<UInt64> {
      try search.run(on: model, keys: [SearchKey(game: game, ply: 29)])
      early.insert(search.result(of: 0).action)
      try search.run(on: model, keys: [SearchKey(game: game, ply: 30)])
      #expect(search.result(of: 0).action == search.result(of: 0).bestAction)
    }
    #expect(early.count > 1)
  }
}
