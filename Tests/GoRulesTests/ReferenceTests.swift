import Foundation
import GameProtocol
import GoRules
import Testing

/// Games and counts of the independent program `scripts/go_reference.py`.
@Suite struct ReferenceTests {
  private func rules(_ fields: [String]) throws -> GoRuleSet {
    GoRuleSet(
      ko: try #require(GoRuleSet.Ko(rawValue: fields[1])), allowsSuicide: fields[2] == "1",
      scoring: fields.count > 4 ? try #require(GoRuleSet.Scoring(rawValue: fields[3])) : .area,
      komi: fields.count > 4 ? try #require(Double(fields[4])) : 7.5)
  }

  private func mask(_ actions: [Action]) -> UInt64 {
    actions.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  @Test func `legal moves and scores of random games`() throws {
    let cases = try CaseFile.cases("reference.txt")
    try #require(cases.count >= 300)
    for fields in cases {
      let game = Go(size: try #require(Int(fields[0])), rules: try rules(fields))
      var state = game.initialState(seed: 0)
      let masks = fields[6].split(separator: " ")
      let scores = fields[7].split(separator: " ")
      for (ply, move) in fields[5].split(separator: " ").enumerated() {
        #expect(mask(state.legalActions) == UInt64(masks[ply], radix: 16), "\(fields) \(ply)")
        #expect(state.score == Double(scores[ply]), "\(fields) \(ply)")
        _ = state.apply(Action(try #require(Int(move))))
      }
      #expect(state.isTerminal)
      #expect(state.score == masks.last.flatMap { _ in scores.last.flatMap { Double($0) } })
      #expect(state.returnOf(.first) == Float(state.score > 0 ? 1 : state.score < 0 ? -1 : 0))
    }
  }

  @Test func `leaf counts`() throws {
    for fields in try CaseFile.cases("perft.txt") {
      let game = Go(size: try #require(Int(fields[0])), rules: try rules(fields))
      let state = game.initialState(seed: 0)
      for (depth, count) in fields[3].split(separator: " ").enumerated() {
        #expect(state.perft(depth: depth) == UInt64(count), "\(fields) \(depth)")
      }
    }
  }

  /// Counts the legal positions of a small board by trying every filling.
  @Test(arguments: zip([2, 3], [57, 12675])) func `legal positions`(size: Int, count: Int) {
    #expect(legalPositionCount(size: size) == count)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["GO_LEGAL_4"] != nil))
  func `legal positions on 4×4`() {
    #expect(legalPositionCount(size: 4) == 24_318_165)
  }

  private func legalPositionCount(size: Int) -> Int {
    let game = Go(size: size)
    var stones = [Player?](repeating: nil, count: size * size)
    var count = 0
    while true {
      if (try? game.state(stones: stones, playerToMove: .first)) != nil { count += 1 }
      // The next number in base three.
      guard let place = stones.firstIndex(where: { $0 != .second }) else { return count }
      for index in 0..<place { stones[index] = nil }
      stones[place] = stones[place] == nil ? .first : .second
    }
  }
}
