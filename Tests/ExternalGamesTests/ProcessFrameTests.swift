import Testing

@testable import ExternalGames

@Suite struct ProcessFrameTests {
  @Test func `integers are written with the smallest byte first`() {
    var bytes: [UInt8] = []
    bytes.append(integer: UInt8(9))
    bytes.append(integer: UInt32(0x0102_0304))
    bytes.append(integer: Int32(-2))
    bytes.append(integer: UInt64(0x0102_0304_0506_0708))
    #expect(bytes == [9, 4, 3, 2, 1, 254, 255, 255, 255, 8, 7, 6, 5, 4, 3, 2, 1])
    #expect(bytes.integer(at: 1) == UInt32(0x0102_0304))
    #expect(bytes.integer(at: 5) == Int32(-2))
    #expect(bytes.integer(at: 9) == UInt64(0x0102_0304_0506_0708))
  }

  @Test func `nothing is read past the end`() async {
    #expect([UInt8]([1, 0, 0, 0]).integer(at: 0) == UInt32(1))
    await #expect(processExitsWith: .failure) {
      _ = [UInt8]([1, 0, 0, 0]).integer(at: 1, as: UInt32.self)
    }
  }

  @Test func `operations have the numbers and names of the contract`() {
    let operations = (1...9).compactMap { ProcessOperation(rawValue: $0) }
    #expect(
      operations.map(\.name)
        == ["HELLO", "RESET", "STEP", "SAVE", "LOAD", "DROP", "BYE", "RESEED", "TEXT"])
    #expect(ProcessOperation(rawValue: 10) == nil && ProcessOperation(rawValue: 0) == nil)
  }

  private func facts() throws -> ProcessFacts { try ProcessFacts(hello(), name: "small") }

  /// Reward, cost, terminal, truncated, player and status, after a byte that is none of the record.
  private func bytes(
    reward: Float = 0, cost: Float = 0, _ terminal: UInt8 = 0, _ truncated: UInt8 = 0,
    player: UInt8 = 0, status: UInt8 = 0
  ) -> [UInt8] {
    var bytes: [UInt8] = [77]
    bytes.append(integer: reward.bitPattern)
    bytes.append(integer: cost.bitPattern)
    return bytes + [terminal, truncated, player, status]
  }

  @Test func `a record is read where it lies`() throws {
    let record = try ProcessRecord(bytes(reward: -0.5, cost: 2, 0, 1), at: 1, facts())
    #expect(record.reward == -0.5 && record.cost == 2 && record.player == 0)
    #expect(!record.isTerminal && record.isTruncated && record.status == .taken)
    #expect(try ProcessRecord(bytes(1, 0), at: 1, facts()).isTerminal)
    let two = try ProcessFacts(hello(["players": "2"]), name: "two")
    #expect(try ProcessRecord(bytes(player: 1), at: 1, two).player == 1)
  }

  @Test func `a record that cannot be is refused`() throws {
    let facts = try facts()
    func check(_ bytes: [UInt8], _ found: String, _ expected: String) {
      #expect(throws: ProcessError.badPosition(found: found, expected: expected)) {
        try ProcessRecord(bytes, at: 1, facts)
      }
    }
    check(bytes(2, 0), "the end flags 2 and 0", "0 or 1")
    check(bytes(0, 255), "the end flags 0 and 255", "0 or 1")
    check(bytes(status: 3), "the status 3", "0, 1 or 2")
    check(bytes(player: 1), "player 1 to move", "a player below 1")
    check(bytes(reward: .infinity), "a reward of inf", "a finite number")
    check(bytes(cost: .nan), "a cost of nan", "a finite number, at least 0")
    check(bytes(cost: -1), "a cost of -1.0", "a finite number, at least 0")
  }

  @Test(arguments: [(1, .refused), (2, .failed)] as [(UInt8, ProcessRecord.Status)])
  func `what a step that was not taken brought does not matter`(
    _ byte: UInt8, _ status: ProcessRecord.Status
  ) throws {
    let bytes = bytes(reward: .nan, player: 9, status: byte)
    #expect(try ProcessRecord(bytes, at: 1, facts()).status == status)
  }
}
