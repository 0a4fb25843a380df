import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ProcessFactsTests {
  private func fault(_ json: [UInt8]) -> String? {
    let error = #expect(throws: ProcessError.self) { try ProcessFacts(json, name: "small") }
    guard case .badFacts(let reason) = error else { return nil }
    return reason
  }

  @Test func `all members reach the specification`() throws {
    let facts = try ProcessFacts(
      hello([
        "players": "2", "actionPlanes": "3", "stepLimit": "40", "values": "[-2.5, 2.5]",
        "actionNames": #"["a", "b", "c"]"#, "text": "true", "observation": "[1, 2, 3]",
      ]), name: "small")
    #expect(
      facts.specification
        == GameSpecification(
          name: "small", version: 4, playerCount: 2, actionCount: 3,
          observationShape: .init(channels: 1, height: 2, width: 3), actionPlaneCount: 3,
          valueRange: -2.5...2.5, rewardKind: .perStep, lengthLimit: 40, discount: 0.5, isSlow: true
        ))
    #expect(facts.isBytes && facts.canClone && !facts.canReseed && facts.hasText)
    #expect(facts.actionNames == ["a", "b", "c"] && facts.environmentCount == 8)
  }

  @Test func `what may be left out is left out`() throws {
    let facts = try ProcessFacts(
      hello(["rewards": #""final""#, "type": #""float32""#]), name: "small")
    #expect(facts.specification.valueRange == nil && facts.specification.lengthLimit == nil)
    #expect(facts.specification.rewardKind == .final && facts.actionNames == [] && !facts.isBytes)
  }

  /// Observations begin at multiples of 8 bytes, environments at multiples of 64.
  @Test(arguments: [
    ("uint8", 1, "[1, 2, 2]", 8, 8, 64), ("uint8", 2, "[1, 3, 3]", 16, 32, 64),
    ("float32", 1, "[1, 3, 3]", 40, 40, 64), ("float32", 2, "[2, 3, 3]", 72, 144, 192),
    // The mask takes the last bytes of 64, and one more.
    ("uint8", 1, "[1, 1, 61]", 64, 64, 128), ("uint8", 1, "[1, 7, 8]", 56, 56, 64),
  ])
  func `places in the shared memory follow from the facts`(
    _ type: String, _ players: Int, _ shape: String, _ stride: Int, _ mask: Int, _ slot: Int
  ) throws {
    let facts = try ProcessFacts(
      hello(["type": "\"\(type)\"", "players": "\(players)", "observation": shape]), name: "small")
    #expect(facts.observationStride == stride && facts.maskOffset == mask)
    #expect(facts.slotSize == mask + 3 && facts.slotStride == slot)
  }

  @Test(
    arguments: [
      (true, false, false, .cheap), (true, true, true, .cheap), (true, false, true, .byReplay),
      (false, true, false, .byReplay),
    ] as [(Bool, Bool, Bool, GameSpecification.Copying)])
  func `a game is copied if it can be and its chance replaced`(
    _ clone: Bool, _ reseed: Bool, _ chance: Bool, _ copying: GameSpecification.Copying
  ) throws {
    let facts = try ProcessFacts(
      hello(["clone": "\(clone)", "reseed": "\(reseed)", "chance": "\(chance)"]), name: "small")
    #expect(facts.specification.copying == copying)
  }

  @Test(arguments: [
    "version", "players", "actions", "observation", "type", "actionPlanes", "rewards", "chance",
    "discount", "clone", "reseed", "text", "environments",
  ])
  func `a member that is missing is named`(_ name: String) {
    #expect(fault(hello([name: nil])) == "found no '\(name)'")
  }

  @Test(arguments: [
    ("players", #""x""#, "found something else at 'players', expected a whole number"),
    ("chance", "1", "found something else at 'chance', expected true or false"),
    (
      "observation", #"[1, "a", 2]"#,
      "found something else at 'observation.1', expected a whole number"
    ),
    ("actionNames", "[1, 2, 3]", "found something else at 'actionNames.0', expected a text"),
    ("players", "1.5", "not JSON, or a number does not fit its member"),
    ("discount", "1e99", "not JSON, or a number does not fit its member"),
  ])
  func `a member of another type is named`(_ name: String, _ value: String, _ reason: String) {
    let found = fault(hello([name: value]))
    #expect(found?.hasPrefix(reason) == true, "\(String(describing: found))")
  }

  @Test(arguments: ["", "{'version': 1}", "{", "\u{0}"])
  func `what is not JSON is told`(_ text: String) {
    #expect(fault(Array(text.utf8))?.hasPrefix("not JSON") == true)
  }

  @Test(arguments: [
    (
      "actions", "0", "found 0 actions (continuous ones cannot be searched), expected 1 to 16777216"
    ),
    ("actions", "-1", "found -1 actions, expected 1 to 16777216"),
    ("actions", "16777217", "found 16777217 actions, expected 1 to 16777216"),
    ("players", "0", "found 0 players, expected 1 or 2"),
    ("players", "3", "found 3 players, expected 1 or 2"),
    ("version", "0", "found rules of version 0, expected at least 1"),
    ("type", #""float64""#, "found observations of 'float64', expected 'float32' or 'uint8'"),
    ("actionPlanes", "0", "found 0 action planes, expected 1 to 4096"),
    ("actionPlanes", "4097", "found 4097 action planes, expected 1 to 4096"),
    ("rewards", #""none""#, "found rewards 'none', expected 'step' or 'final'"),
    ("discount", "0", "found a discount of 0.0, expected above 0 and at most 1"),
    ("discount", "1.5", "found a discount of 1.5, expected above 0 and at most 1"),
    ("environments", "0", "found 0 environments, expected 1 to 65536"),
    ("environments", "65537", "found 65537 environments, expected 1 to 65536"),
    ("stepLimit", "0", "found a step limit of 0, expected at least 1"),
    ("values", "[1]", "found the values [1.0], expected the smallest and the largest return"),
    (
      "values", "[1, 1]",
      "found the values [1.0, 1.0], expected the smallest and the largest return"
    ),
    (
      "actionNames", #"["a", "b"]"#,
      "found 2 action names, expected 3 different ones without spaces"
    ),
    ("actionNames", #"["a", "b", "a"]"#, "found 3 action names, expected 3 different ones"),
    ("actionNames", #"["a", "b", "c d"]"#, "found 3 action names, expected 3 different ones"),
    ("actionNames", #"["a", "b", ""]"#, "found 3 action names, expected 3 different ones"),
  ])
  func `facts that cannot be played are refused`(
    _ name: String, _ value: String, _ reason: String
  ) {
    let found = fault(hello([name: value]))
    #expect(found?.hasPrefix(reason) == true, "\(String(describing: found))")
  }

  @Test func `there are planes enough to tell the actions apart, whatever is named`() throws {
    let planes = try [("10", "2"), ("9", "2"), ("8", "5"), ("1", "1")].map { actions, planes in
      let facts = try ProcessFacts(
        hello(["actions": actions, "actionPlanes": planes]), name: "game")
      return facts.specification.actionPlaneCount
    }
    #expect(planes == [3, 2, 5, 1])
    #expect(
      fault(hello(["actions": "20000"]))
        == "found 20000 actions, for each of which 5000 action planes would have a cell, expected "
        + "4096 planes at most")
  }

  @Test func `in a game of two the bounds are those of either player`() throws {
    let lopsided = ["values": "[-1, 2]"]
    let one = try ProcessFacts(hello(lopsided), name: "game")
    #expect(one.specification.valueRange == -1...2)
    let two = try ProcessFacts(hello(lopsided.merging(["players": "2"]) { $1 }), name: "game")
    #expect(two.specification.valueRange == -2...2)
  }

  @Test(arguments: [
    "[]", "[2, 2]", "[1, 2, 2, 1]", "[0, 2, 2]", "[1, -2, -2]", "[4096, 4096, 2]",
    // Their product is 0 in 64 bits.
    "[16777216, 16777216, 65536]", "[9223372036854775807, 1, 1]",
  ])
  func `observations of another shape or too many elements are refused`(_ shape: String) {
    #expect(
      fault(hello(["observation": shape]))
        == "found observations of \(shape), expected channels, height and width of at most "
        + "16777216 elements")
  }

  @Test func `the next multiple of a unit is the number itself where it is one`() {
    #expect([0, 1, 63, 64, 65].map { aligned($0, to: 64) } == [0, 64, 64, 64, 128])
  }
}
