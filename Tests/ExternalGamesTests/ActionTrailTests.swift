import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ActionTrailTests {
  @Test func `all events come back in order, also of a long game`() {
    var trail = ActionTrail(seed: 7)
    #expect(trail.events.isEmpty)
    let events = (0..<1000).map { index in
      index % 10 == 9 ? ActionTrail.Event.reseed(UInt64(index)) : .action(Int32(index))
    }
    for event in events { trail.append(event) }
    #expect(trail.events == events)
    #expect(trail.count == 1000)
  }

  @Test func `a copy goes its own way`() {
    var left = ActionTrail(seed: 0)
    for index in 0..<300 { left.append(.action(Int32(index))) }
    var right = left
    #expect(left.digest == right.digest)
    left.append(.action(1))
    right.append(.action(2))
    #expect(left.digest != right.digest)
    #expect(left.events.last == .action(1) && right.events.last == .action(2))
  }

  @Test func `seed, action and kind of event all make a difference`() {
    func digest(_ seed: UInt64, _ events: [ActionTrail.Event]) -> UInt64 {
      var trail = ActionTrail(seed: seed)
      for event in events { trail.append(event) }
      return trail.digest
    }
    let digests = [
      digest(0, []), digest(1, []), digest(0, [.action(0)]), digest(0, [.action(1)]),
      digest(0, [.reseed(0)]), digest(0, [.action(0), .action(1)]),
      digest(0, [.action(1), .action(0)]),
    ]
    #expect(Set(digests).count == digests.count)
  }

  @Test func `the longest games are given back without running out of stack`() {
    var trail: ActionTrail? = ActionTrail(seed: 0)
    for index in 0..<200_000 { trail?.append(.action(Int32(index % 4))) }
    #expect(trail?.count == 200_000)
    trail = nil
  }

  @Test func `a trail is read back from its text, with what replaced the future`() throws {
    var trail = ActionTrail(seed: 7)
    trail.append(.action(3))
    trail.append(.reseed(9))
    trail.append(.action(0))
    #expect(trail.text == "seed:7 actions:3,reseed:9,0")
    let again = try ActionTrail.reading(trail.text)
    #expect(again.digest == trail.digest)
    #expect(again.events == trail.events)
    trail.append(.reseed(11))
    #expect(trail.text == again.text)
  }

  @Test(arguments: ["", "seed:x actions:", "seed:1", "seed:1 actions:a", "seed:1 actions:reseed:"])
  func `another text is refused`(_ text: String) {
    #expect(throws: NotationError.self) { try ActionTrail.reading(text) }
  }
}
