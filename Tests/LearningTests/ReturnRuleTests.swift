import GameProtocol
import Learning
import Testing

@Suite struct ReturnRuleTests {
  func values(_ rule: ReturnRule, _ record: GameRecord) -> [Float?] {
    (0..<record.plyCount).map { rule.value(of: record, at: $0) }
  }

  func expectClose(_ found: [Float?], _ expected: [Float]) {
    #expect(found.count == expected.count)
    for (index, pair) in zip(found, expected).enumerated() {
      #expect(abs((pair.0 ?? .nan) - pair.1) < 1e-5, "z_\(index): \(found), \(expected)")
    }
  }

  @Test func `U19: one player, three steps`() {
    let game = ScriptedGame(rewards: [1, 0, 0, 2, -1, 3], playerCount: 1)
    let record = game.record(rootValues: [5, 4.5, 4, 6, 3, 2.5])
    let rule = ReturnRule(tdSteps: 3, discount: 0.99)
    expectClose(
      values(rule, record), [6.821794, 4.871097, 3.4256475, 3.9503, 1.97, 3])
  }

  @Test func `U20: two players, to the end and by two and three steps`() {
    let record = ScriptedGame(rewards: [0, 0, 0, 0, 1])
      .record(rootValues: [0.1, -0.2, 0.3, -0.5, 0.9])
    expectClose(values(ReturnRule(discount: 1), record), [1, -1, 1, -1, 1])
    expectClose(values(ReturnRule(tdSteps: 2, discount: 1), record), [0.3, -0.5, 0.9, -1, 1])
    expectClose(values(ReturnRule(tdSteps: 3, discount: 1), record), [0.5, -0.9, 1, -1, 1])
  }

  @Test func `the signs of a final reward alternate and its size is 1`() {
    for length in 1...9 {
      let rewards = [Float](repeating: 0, count: length - 1) + [1]
      let record = ScriptedGame(rewards: rewards).record()
      for ply in 0..<length {
        let sign: Float = (length - 1 - ply) % 2 == 0 ? 1 : -1
        #expect(ReturnRule(discount: 1).value(of: record, at: ply) == sign)
      }
    }
  }

  @Test func `the signed discount, backwards, gives the same`() {
    let rewards: [Float] = [0.5, -1, 0.25, 2, -0.125, 1]
    let record = ScriptedGame(rewards: rewards).record()
    var next: Float = 0
    for ply in rewards.indices.reversed() {
      next = rewards[ply] + (-0.75) * next
      #expect(abs((ReturnRule(discount: 0.75).value(of: record, at: ply) ?? .nan) - next) < 1e-6)
    }
  }

  @Test func `a truncated game is bootstrapped from its final position`() {
    let game = ScriptedGame(rewards: [1, 0, 2], playerCount: 1, isTruncated: true)
    let record = game.record(rootValues: [9, 9, 9], finalValue: 4)
    expectClose(values(ReturnRule(discount: 0.5), record), [2, 2, 4])
    expectClose(values(ReturnRule(tdSteps: 2, discount: 0.5), record), [3.25, 2, 4])
    #expect(ReturnRule(discount: 0.5).value(of: record, at: 3) == 4)
    #expect(ReturnRule(discount: 0.5).value(of: record, at: 4) == nil)
  }

  @Test func `a truncated game of two is bootstrapped in the view of each mover`() {
    let game = ScriptedGame(rewards: [0, 0, 0], isTruncated: true)
    let record = game.record(finalValue: 0.5)
    expectClose(values(ReturnRule(discount: 1), record), [-0.5, 0.5, -0.5])
  }

  @Test func `without an estimate of its end the last search is the last that is known`() {
    let game = ScriptedGame(rewards: [1, 0, 2], playerCount: 1, isTruncated: true)
    let record = game.record(rootValues: [9, 9, 8])
    expectClose(values(ReturnRule(discount: 0.5), record), [3, 4, 8])
    #expect(ReturnRule(discount: 0.5).value(of: record, at: 3) == nil)
  }

  @Test func `a termination is not a truncation`() {
    let rewards: [Float] = [1, 0, 2]
    let ended = ScriptedGame(rewards: rewards, playerCount: 1).record()
    let cut = ScriptedGame(rewards: rewards, playerCount: 1, isTruncated: true)
      .record(finalValue: 4)
    let rule = ReturnRule(tdSteps: 5, discount: 1)
    expectClose(values(rule, ended), [3, 2, 2])
    expectClose(values(rule, cut), [7, 6, 6])
  }
}
