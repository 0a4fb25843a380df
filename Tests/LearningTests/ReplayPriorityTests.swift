import GameProtocol
import Testing

@testable import Learning

/// Prioritised sampling of `ReplayBuffer`.
@Suite struct ReplayPriorityTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A buffer whose one game of four positions has priorities 1, 3, 4 and 2.
  func buffer(
    alpha: Float, beta: Float, divides: Bool = false, games: Int = 1
  ) throws -> ReplayBuffer {
    let game = ScriptedGame(rewards: [0, 0, 0, 0], playerCount: 1)
    let buffer = try ReplayBuffer(
      folder: folder.path, game: GameIdentity(game.specification),
      configuration: ReplayConfiguration(
        window: .games(2), sampling: .prioritised(alpha: alpha, beta: beta),
        returns: ReturnRule(discount: 1), dividesByLargestWeight: divides))
    for id in 0..<games {
      try buffer.append(game.record(id: UInt64(id), rootValues: [1, -3, 4, 2]))
    }
    try buffer.advance(toGame: UInt64(games))
    return buffer
  }

  func samples(_ buffer: ReplayBuffer, step: UInt64, count: Int = 200) -> [PositionSample] {
    var samples: [PositionSample] = []
    buffer.sample(seed: 9, step: step, count: count, into: &samples)
    return samples
  }

  @Test(
    arguments: [
      (Float(1), Float(1), [0.1, 0.3, 0.4, 0.2], [2.5, 0.83333333, 0.625, 1.25]),
      (
        Float(0.6), Float(0.4), [0.14822950, 0.28655461, 0.34054197, 0.22467391],
        [1.23254318, 0.94687585, 0.88370588, 1.04365016]
      ),
    ])
  func `U22: probabilities and weights`(
    alpha: Float, beta: Float, probabilities: [Double], weights: [Double]
  ) throws {
    let buffer = try buffer(alpha: alpha, beta: beta)
    #expect(buffer.exportedPriorities == [1, 3, 4, 2])
    for position in 0..<4 {
      #expect(abs(buffer.probability(of: position) - probabilities[position]) < 1e-7)
    }
    var seen: Set<Int> = []
    for sample in samples(buffer, step: 0) {
      #expect(abs(Double(sample.weight) - weights[sample.position]) < 1e-6)
      seen.insert(sample.position)
    }
    #expect(seen == [0, 1, 2, 3])
    if beta == 1 {
      let sum = zip(probabilities, weights).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(sum - 1) < 1e-7)
    }
  }

  @Test func `divided by the largest, the largest weight of a batch is 1`() throws {
    let weights = samples(try buffer(alpha: 1, beta: 1, divides: true), step: 0)
    let expected: [Float] = [1, 0.33333333, 0.25, 0.5]
    for sample in weights { #expect(abs(sample.weight - expected[sample.position]) < 1e-6) }
  }

  @Test func `positions are drawn as often as their probabilities say`() throws {
    let buffer = try buffer(alpha: 1, beta: 1)
    var counts = [Int](repeating: 0, count: 4)
    for step in 0..<50 {
      for sample in samples(buffer, step: UInt64(step)) { counts[sample.position] += 1 }
    }
    for (count, expected) in zip(counts, [1000, 3000, 4000, 2000]) {
      #expect(abs(count - expected) < 250, "\(counts)")
    }
  }

  @Test func `training changes priorities`() throws {
    let buffer = try buffer(alpha: 1, beta: 1)
    let drawn = samples(buffer, step: 0, count: 1)
    let before = buffer.contentDigest
    buffer.updatePriorities(of: drawn, to: [-10])
    #expect(buffer.exportedPriorities[drawn[0].position] == 10)
    #expect(buffer.contentDigest != before)
    buffer.updatePriorities(of: drawn, to: [0])
    #expect(buffer.exportedPriorities[drawn[0].position] == ReplayBuffer.smallestPriority)
    buffer.updatePriorities(of: drawn, to: [.nan])
    #expect(buffer.exportedPriorities[drawn[0].position] == ReplayBuffer.smallestPriority)
  }

  @Test func `priorities stay with their games as the window moves`() throws {
    let buffer = try buffer(alpha: 1, beta: 1, games: 2)
    let second = (4..<8).map {
      PositionSample(slot: 1, gameID: 1, ply: $0 - 4, position: $0, weight: 1)
    }
    buffer.updatePriorities(of: second, to: [5, 6, 7, 8])
    let game = ScriptedGame(rewards: [0, 0, 0, 0], playerCount: 1)
    try buffer.append(game.record(id: 2, rootValues: [1, 1, 1, 1]))
    try buffer.advance(toGame: 3)
    #expect(buffer.exportedPriorities == [5, 6, 7, 8, 1, 1, 1, 1])
  }

  @Test func `a resumed buffer draws what the first would have drawn`() throws {
    let first = try buffer(alpha: 0.6, beta: 0.4, games: 2)
    for step in 0..<5 {
      let drawn = samples(first, step: UInt64(step), count: 3)
      first.updatePriorities(of: drawn, to: [0.5, 3, 0.125])
    }
    let resumed = try buffer(alpha: 0.6, beta: 0.4, games: 2)
    #expect(samples(resumed, step: 9) != samples(first, step: 9))
    try resumed.importPriorities(first.exportedPriorities)
    #expect(resumed.contentDigest == first.contentDigest)
    #expect(samples(resumed, step: 9) == samples(first, step: 9))
    #expect(throws: ReplayError.self) { try resumed.importPriorities([1]) }
    #expect(throws: ReplayError.self) {
      try resumed.importPriorities([Float](repeating: .nan, count: 8))
    }
  }
}
