import GameProtocol
import Testing

@testable import Learning

@Suite struct ReplayBufferTests {
  let game = ScriptedGame(rewards: [0, 0, 1])
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  var identity: GameIdentity { GameIdentity(game.specification) }

  func configuration(
    _ window: ReplayConfiguration.Window = .games(100),
    _ sampling: ReplayConfiguration.Sampling = .uniform, shardSize: Int = 1 << 20
  ) -> ReplayConfiguration {
    ReplayConfiguration(
      window: window, sampling: sampling, returns: ReturnRule(discount: 1), shardSize: shardSize)
  }

  func buffer(
    _ configuration: ReplayConfiguration? = nil, damage: ReplayBuffer.DamagePolicy = .refuse
  ) throws -> ReplayBuffer {
    try ReplayBuffer(
      folder: folder.path, game: identity, configuration: configuration ?? self.configuration(),
      damage: damage)
  }

  func samples(_ buffer: ReplayBuffer, step: UInt64, count: Int = 64) -> [PositionSample] {
    var samples: [PositionSample] = []
    buffer.sample(seed: 9, step: step, count: count, into: &samples)
    return samples
  }

  @Test func `games come back after the program ends, in any number of shards`() throws {
    let small = configuration(shardSize: 500)
    do {
      let buffer = try buffer(small)
      for id in 0..<20 { try buffer.append(game.record(id: UInt64(id))) }
    }
    #expect(folder.names.count > 3)
    let buffer = try buffer(small)
    #expect(buffer.notes.isEmpty)
    #expect(buffer.recordedGameCount == 20)
    try buffer.advance(toGame: 20)
    #expect(buffer.gameCount == 20)
    #expect((0..<20).map { buffer.record(at: $0) } == (0..<20).map { game.record(id: $0) })
  }

  @Test func `samples do not depend on the order of appending, nor on a kill`() throws {
    let other = try TemporaryFolder()
    let ordered = try buffer()
    for id in 0..<10 { try ordered.append(game.record(id: UInt64(id))) }
    try ordered.advance(toGame: 8)
    let shuffled = try ReplayBuffer(
      folder: other.path, game: identity, configuration: configuration())
    for id in [7, 3, 9, 0, 1, 2, 8, 4, 6, 5] { try shuffled.append(game.record(id: UInt64(id))) }
    try shuffled.advance(toGame: 8)
    let reopened = try ReplayBuffer(
      folder: other.path, game: identity, configuration: configuration())
    try reopened.advance(toGame: 8)
    #expect(ordered.contentDigest == shuffled.contentDigest)
    #expect(ordered.contentDigest == reopened.contentDigest)
    for step in 0..<20 {
      #expect(samples(ordered, step: UInt64(step)) == samples(shuffled, step: UInt64(step)))
      #expect(samples(ordered, step: UInt64(step)) == samples(reopened, step: UInt64(step)))
    }
    #expect(samples(ordered, step: 1) != samples(ordered, step: 2))
    #expect(samples(ordered, step: 1).digest != samples(ordered, step: 2).digest)
  }

  @Test func `the window holds the newest games`() throws {
    let buffer = try buffer(configuration(.games(3)))
    for id in 0..<10 { try buffer.append(game.record(id: UInt64(id))) }
    try buffer.advance(toGame: 2)
    #expect((0..<buffer.gameCount).map { buffer.record(at: $0).gameID } == [0, 1])
    try buffer.advance(toGame: 7)
    #expect((0..<buffer.gameCount).map { buffer.record(at: $0).gameID } == [4, 5, 6])
    #expect(buffer.positionCount == 9)
  }

  @Test func `a window of positions holds no more than that, but one game`() throws {
    let buffer = try buffer(configuration(.positions(8)))
    for id in 0..<5 { try buffer.append(game.record(id: UInt64(id))) }
    try buffer.advance(toGame: 5)
    #expect((0..<buffer.gameCount).map { buffer.record(at: $0).gameID } == [3, 4])
    let tiny = try self.buffer(configuration(.positions(1)))
    try tiny.advance(toGame: 5)
    #expect(tiny.gameCount == 1)
  }

  @Test func `a game that is missing is named`() throws {
    let buffer = try buffer()
    try buffer.append(game.record(id: 0))
    try buffer.append(game.record(id: 2))
    #expect(throws: ReplayError.missingGame(1)) { try buffer.advance(toGame: 3) }
    try buffer.append(game.record(id: 1))
    try buffer.advance(toGame: 3)
    #expect(buffer.gameCount == 3)
  }

  @Test func `the same game again is not written, another one under its number refused`() throws {
    let buffer = try buffer()
    try buffer.append(game.record(id: 0))
    let size = try folder.bytes(of: folder.names[0]).count
    try buffer.append(game.record(id: 0))
    #expect(try folder.bytes(of: folder.names[0]).count == size)
    #expect(throws: ReplayError.conflictingRecord(game: 0)) {
      try buffer.append(game.record(id: 0, rootValues: [0, 0, 0.75]))
    }
  }

  @Test func `uniform sampling draws every position alike`() throws {
    let buffer = try buffer()
    for id in 0..<4 { try buffer.append(game.record(id: UInt64(id))) }
    try buffer.advance(toGame: 4)
    var counts = [Int](repeating: 0, count: 12)
    for step in 0..<100 {
      for sample in samples(buffer, step: UInt64(step), count: 120) {
        #expect(sample.weight == 1)
        #expect(sample.slot * 3 + sample.ply == sample.position)
        counts[sample.position] += 1
      }
    }
    // 1000 expected, standard deviation 30.
    #expect(counts.allSatisfy { abs($0 - 1000) < 150 }, "\(counts)")
  }

  @Test func `records of another game are refused`() throws {
    try buffer().append(game.record())
    var other = game.specification
    other.version = 2
    #expect(throws: ReplayError.self) {
      try ReplayBuffer(
        folder: folder.path, game: GameIdentity(other), configuration: configuration())
    }
  }
}
