import ArcadeRules
import GameProtocol
import Planner
import Testing

@testable import Learning

@Suite struct ObservationCacheTests {
  private let game = CartPole()

  /// A game of random pushes.
  private func record(_ id: UInt64, mirrored: Bool = false) -> GameRecord {
    var record = GameRecord(
      game: GameIdentity(game.specification), seed: 3, gameID: id, generation: 0,
      model: ContentDigest(of: [1]),
      search: .init(simulationCount: 1, hasRootNoise: false, hasTemperature: false),
      policyKind: .visitCounts)
    var state = game.initialState(seed: record.startSeed)
    var random = CounterRandom(seed: 9, stream: .opening, game: id)
    while !state.isTerminal {
      let action = Action(mirrored ? 1 - random.below(2) : random.below(2))
      let step = state.apply(action)
      record.append(
        action, by: .first, reward: step.reward, rootValue: 0, networkValue: 0,
        policy: EmptyCollection())
    }
    return record
  }

  private func shown(_ record: GameRecord, at ply: Int) -> [Float] {
    var state = game.initialState(seed: record.startSeed)
    for action in record.actions[..<ply] { _ = state.apply(action) }
    var numbers = [Float](repeating: 0, count: game.specification.observationShape.count)
    var span = numbers.mutableSpan
    state.observe(as: .first, into: &span)
    return numbers
  }

  @Test(arguments: [0, 400, 1 << 20])
  func `whatever is kept, each position shows what the game shows there`(_ limit: Int) {
    var cache = ObservationCache(of: game, limit: limit)
    let records = (0..<6).map { record(UInt64($0)) }
    var observation = [Float](repeating: 0, count: 4)
    // Every game comes back after others may have driven it out.
    for round in 0..<2 {
      for record in records {
        for ply in [0, record.plyCount / 2, record.plyCount - 1] {
          var legal: [Action] = []
          cache.read(record, at: ply, into: &observation, legal: &legal)
          #expect(observation == shown(record, at: ply), "round \(round)")
          #expect(legal.map(\.index) == [0, 1])
          #expect(cache.byteCount <= limit)
        }
      }
    }
    #expect((cache.byteCount > 0) == (limit > 0))
  }

  @Test func `a game that is kept is not played again`() {
    var cache = ObservationCache(of: game, limit: 1 << 20)
    let first = record(0)
    let mirrored = record(0, mirrored: true)
    var observation = [Float](repeating: 0, count: 4)
    var legal: [Action] = []
    cache.read(first, at: 1, into: &observation, legal: &legal)
    let kept = observation
    // Other actions under the same number would show something else, if they were played.
    cache.read(mirrored, at: 1, into: &observation, legal: &legal)
    #expect(observation == kept)
    #expect(kept != shown(mirrored, at: 1))
  }
}
