import Foundation
import GameProtocol
import GoRules
import Testing

/// Games and counts of independent programs: `scripts/go_reference.py`, GNU Go and OpenSpiel through
/// `scripts/go_engine_cases.py`, and sgfmill through `scripts/go_superko_cases.py`.
@Suite struct ReferenceTests {
  private func rules(_ fields: [String]) throws -> GoRuleSet {
    GoRuleSet(
      ko: try #require(GoRuleSet.Ko(rawValue: fields[1])), allowsSuicide: fields[2] == "1",
      scoring: fields.count > 4 ? try #require(GoRuleSet.Scoring(rawValue: fields[3])) : .area,
      komi: fields.count > 4 ? try #require(Double(fields[4])) : 7.5)
  }

  /// The actions as bits, in hexadecimal digits.
  private func mask(_ actions: [Action]) -> String {
    guard let last = actions.last else { return "0" }
    var digits = [Int](repeating: 0, count: last.index / 4 + 1)
    for action in actions { digits[action.index / 4] |= 1 << (action.index % 4) }
    return digits.reversed().map { String($0, radix: 16) }.joined()
  }

  @Test(arguments: [
    ("reference.txt", 300), ("gnugo.txt", 190), ("open_spiel.txt", 100), ("sgfmill.txt", 450),
  ])
  func `legal moves and scores of random games`(file: String, count: Int) throws {
    let cases = try CaseFile.cases(file)
    try #require(cases.count >= count)
    for fields in cases {
      let limit = fields.count > 8 ? Int(fields[8]) : nil
      let game = Go(
        size: try #require(Int(fields[0])), rules: try rules(fields), lengthLimit: limit)
      var state = game.initialState(seed: 0)
      let moves = try fields[5].split(separator: " ").map { Action(try #require(Int($0))) }
      let masks = fields[6].split(separator: " ")
      let scores = fields[7].split(separator: " ")
      try #require(masks.count == moves.count + 1 && scores.count == masks.count)
      for ply in masks.indices {
        #expect(mask(state.legalActions) == masks[ply], "\(fields) \(ply)")
        // A score that the other program did not tell is "-".
        let score = Double(scores[ply])
        #expect(score == nil || state.score == score, "\(fields) \(ply)")
        if ply < moves.count { _ = state.apply(moves[ply]) }
      }
      #expect(state.isTerminal == (masks.last == "0"))
      let winner: Float = state.score > 0 ? 1 : state.score < 0 ? -1 : 0
      #expect(state.returnOf(.first) == (state.isTerminal ? winner : 0))
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

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil))
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
