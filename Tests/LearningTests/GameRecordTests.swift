import GameProtocol
import Learning
import Testing

@Suite struct GameRecordTests {
  let game = ScriptedGame(rewards: [0, 0.5, 0, -1, 1])

  @Test func `an encoded record is decoded to the same record`() throws {
    let records = [
      game.record(id: 3), game.record(policyKind: .improvedPolicy),
      ScriptedGame(rewards: [1, 2], playerCount: 1, isTruncated: true).record(finalValue: 1.5),
      ScriptedGame(rewards: [1, 2], playerCount: 1, isTruncated: true).record(),
    ]
    for record in records {
      let bytes = try record.encoded()
      #expect(try GameRecord(decoding: bytes[...]) == record)
      #expect(try GameRecord(decoding: bytes[...]).encoded() == bytes)
    }
  }

  @Test func `the layout of version 1 never changes`() throws {
    let bytes = try game.record(id: 3).encoded()
    let digest = ContentDigest(of: bytes).description
    #expect(bytes.count == 185)
    #expect(digest == "1d45198d361ea19745b4b5483766484a0493d9ad3cace35a9c933f5a70f6245d")
  }

  @Test func `a Connect Four game of 36 plies takes less than 2500 bytes`() throws {
    var record = GameRecord(
      game: GameIdentity(game.specification), seed: 1, gameID: 1, generation: 0, model: .none,
      search: .init(simulationCount: 200, hasRootNoise: true, hasTemperature: true),
      policyKind: .improvedPolicy)
    for ply in 0..<36 {
      record.append(
        Action(3), by: Player(rawValue: UInt8(ply % 2)), reward: 0, rootValue: 0.1,
        networkValue: 0.2, policy: (0..<7).map { (Action($0), 1 / 7) })
    }
    record.finish(.terminated, outcome: .line, next: .first, returns: [-1, 1])
    #expect(try record.encoded().count < 2500)
  }

  @Test func `a record cut anywhere is refused`() throws {
    let bytes = try game.record().encoded()
    for count in bytes.indices {
      #expect(throws: GameRecordError.self) { try GameRecord(decoding: bytes[..<count]) }
    }
    #expect(throws: GameRecordError.self) { try GameRecord(decoding: (bytes + [0])[...]) }
  }

  @Test func `another version is named`() throws {
    var bytes = try game.record().encoded()
    bytes[0] = 2
    #expect(throws: GameRecordError.unsupportedVersion(found: 2, expected: 1)) {
      try GameRecord(decoding: bytes[...])
    }
  }

  @Test func `a changed byte is refused or changes the record, and never traps`() throws {
    let record = game.record()
    let bytes = try record.encoded()
    for index in bytes.indices {
      for flip in [UInt8(1), 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= flip
        let decoded = try? GameRecord(decoding: damaged[...])
        #expect(decoded != record, "byte \(index)")
      }
    }
  }

  @Test func `numbers that are not finite are not recorded`() {
    let poisoned = game.record(rootValues: [0, 0, .nan, 0, 0])
    #expect(throws: GameRecordError.self) { try poisoned.encoded() }
  }

  @Test func `the game itself confirms its record`() throws {
    try game.record().check(against: game)
    #expect(throws: GameRecordError.self) {
      try game.record().check(against: ScriptedGame(rewards: [0, 0.5, 0, 1, 1]))
    }
    #expect(throws: GameRecordError.self) {
      try game.record().check(against: ScriptedGame(rewards: [0, 0.5, 0, -1, 1], actionCount: 2))
    }
    #expect(throws: GameRecordError.self) {
      try game.record().check(against: ScriptedGame(rewards: [0, 0.5, 0, -1]))
    }
  }

  @Test func `options and version belong to the identity of a game`() throws {
    let options = [GameOption("komi", .number(7.5), "points")]
    let specification = game.specification
    let plain = GameIdentity(specification, options: try GameOptions(for: options))
    let other = GameIdentity(
      specification, options: try GameOptions(["komi": .number(6.5)], for: options))
    #expect(plain != other)
    var newer = specification
    newer.version += 1
    #expect(GameIdentity(newer) != GameIdentity(specification))
  }

  @Test func `players keep alternating past the end`() {
    let record = game.record()
    #expect(record.players.map(\.rawValue) == [0, 1, 0, 1, 0, 1])
    #expect((5..<9).map { record.player(at: $0).rawValue } == [1, 0, 1, 0])
  }
}
