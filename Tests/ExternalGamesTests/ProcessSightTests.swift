import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ProcessSightTests {
  private func facts(_ changes: [String: String?] = [:]) throws -> ProcessFacts {
    try ProcessFacts(hello(changes), name: "small")
  }

  private func record(
    terminal: UInt8 = 0, truncated: UInt8 = 0, player: UInt8 = 0, _ facts: ProcessFacts
  ) throws -> ProcessRecord {
    try ProcessRecord(
      [UInt8](repeating: 0, count: 8) + [terminal, truncated, player, 0], at: 0, facts)
  }

  /// A slot of one player with bytes: four cells, four bytes of nothing, three flags.
  private func slot(_ mask: [UInt8], cells: [UInt8] = [0, 51, 102, 255]) -> [UInt8] {
    cells + [9, 9, 9, 9] + mask
  }

  private func look(_ sight: ProcessSight, as player: Player, _ facts: ProcessFacts) -> [Float] {
    var planes = [Float](repeating: .nan, count: facts.specification.observationShape.count)
    var span = planes.mutableSpan
    sight.observe(as: player, into: &span, facts)
    return planes
  }

  @Test func `legal actions are those of the mask`() throws {
    let facts = try facts()
    let sight = try ProcessSight(record(facts), slot([1, 0, 1]), facts)
    var actions = [Action(7)]
    sight.appendLegalActions(to: &actions, facts)
    #expect(actions.map(\.index) == [7, 0, 2])
    #expect((-1...3).map { sight.isLegal(Action($0), facts) } == [false, true, false, true, false])
  }

  @Test func `bytes are seen as 0 to 1`() throws {
    let facts = try facts()
    let sight = try ProcessSight(record(facts), slot([1, 0, 0]), facts)
    #expect(look(sight, as: .first, facts) == [0, 0.2, 0.4, 1])
  }

  @Test func `floats are seen as they are, by each player its own`() throws {
    let facts = try facts([
      "type": #""float32""#, "players": "2", "observation": "[1, 1, 3]",
    ])
    #expect(facts.observationStride == 16)
    var bytes: [UInt8] = []
    for number: Float in [1.5, -2, 1e30, .nan, 0, 0.1, -0.0, .infinity] {
      bytes.append(integer: number.bitPattern)
    }
    // What lies between observations is not looked at.
    let sight = try ProcessSight(record(player: 1, facts), bytes + [0, 1, 0], facts)
    #expect(look(sight, as: .first, facts) == [1.5, -2, 1e30])
    #expect(look(sight, as: .second, facts) == [0, 0.1, -0.0])
    #expect(sight.player == .second)
  }

  @Test(
    arguments: [
      (0, 0, .continues), (1, 0, .terminated), (0, 1, .truncated), (1, 1, .terminated),
    ] as [(UInt8, UInt8, Step.End)])
  func `the end is that of the record`(
    _ terminal: UInt8, _ truncated: UInt8, _ end: Step.End
  ) throws {
    let facts = try facts()
    let mask: [UInt8] = end == .continues ? [0, 1, 0] : [0, 0, 0]
    let record = try record(terminal: terminal, truncated: truncated, facts)
    #expect(try ProcessSight(record, slot(mask), facts).end == end)
  }

  @Test(
    arguments: [
      (0, [1, 2, 0], "2 in the mask of legal actions, at action 1", "0 or 1"),
      (0, [0, 0, 0], "0 legal actions in a game that is not finished", "at least 1"),
      (1, [1, 0, 1], "2 legal actions in a game that is finished", "0"),
    ] as [(UInt8, [UInt8], String, String)])
  func `legal actions that cannot be are refused`(
    _ terminal: UInt8, _ mask: [UInt8], _ found: String, _ expected: String
  ) throws {
    let facts = try facts()
    let record = try record(terminal: terminal, facts)
    #expect(throws: ProcessError.badPosition(found: found, expected: expected)) {
      try ProcessSight(record, slot(mask), facts)
    }
  }

  @Test func `numbers that are none are refused, whoever sees them`() throws {
    let facts = try facts([
      "type": #""float32""#, "players": "2", "observation": "[1, 1, 2]",
    ])
    for (place, found) in [
      (1, "inf as element 1 of the observation of player 0"),
      (2, "inf as element 0 of the observation of player 1"),
    ] {
      var bytes: [UInt8] = []
      for index in 0..<4 {
        bytes.append(integer: (index == place ? Float.infinity : 0).bitPattern)
      }
      let record = try record(facts)
      #expect(throws: ProcessError.badPosition(found: found, expected: "a finite number")) {
        try ProcessSight(record, bytes + [1, 1, 1], facts)
      }
    }
  }

  @Test func `sights differ where anything that is shown does`() throws {
    let facts = try facts()
    let sight = try ProcessSight(record(facts), slot([1, 0, 0]), facts)
    #expect(try sight == ProcessSight(record(facts), slot([1, 0, 0]), facts))
    #expect(try sight != ProcessSight(record(facts), slot([1, 1, 0]), facts))
    let cells: [UInt8] = [0, 51, 102, 254]
    #expect(try sight != ProcessSight(record(facts), slot([1, 0, 0], cells: cells), facts))
  }
}
