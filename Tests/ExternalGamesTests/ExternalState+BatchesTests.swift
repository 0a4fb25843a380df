import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ExternalStateBatchesTests {
  /// Nim, with the calls for many states and without them.
  @Test(arguments: [0, 22, 25, 26])
  func `states stepped and observed at once go on as if alone`(_ fault: Int) throws {
    let compiled = try Compiled()
    let library = try PluginLibrary(
      path: try compiled.broken(fault), folders: [compiled.folder.path])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    var together = (0..<10).map { game.initialState(seed: UInt64($0)) }
    var alone = together
    let untouched = together[9]
    var random = CounterRandom(seed: 1, stream: .playout)
    var steps: [Step] = []
    while true {
      if together.allSatisfy(\.isTerminal) { break }
      // Not everywhere is it the same player's turn.
      let places = together.indices.reversed().filter {
        !together[$0].isTerminal && random.below(4) > 0
      }
      try compare(together, alone, at: places)
      let actions = places.map { place in
        let legal = alone[place].legalActions
        return legal[random.below(legal.count)]
      }
      ExternalState.apply(actions, to: &together, at: places, steps: &steps)
      #expect(steps == zip(actions, places).map { alone[$1].apply($0) })
      #expect(together == alone)
    }
    #expect(untouched == game.initialState(seed: 9))
  }

  private func compare(
    _ together: [ExternalState], _ alone: [ExternalState], at places: [Int]
  ) throws {
    var planes = [Float](repeating: 7, count: places.count * 21)
    var span = planes.mutableSpan
    ExternalState.observe(together, at: places, into: &span)
    for (index, place) in places.enumerated() {
      var own = [Float](repeating: 9, count: 21)
      var ownSpan = own.mutableSpan
      alone[place].observe(as: alone[place].playerToMove, into: &ownSpan)
      #expect(own == Array(planes[index * 21..<(index + 1) * 21]))
    }
  }
}
