import ConnectFourRules
import GameProtocol
import Testing

@Suite struct PositionSetsTests {
  private static let sizes = [
    "end-easy": 500, "middle-easy": 500, "middle-medium": 500, "begin-easy": 500,
    "begin-medium": 500, "begin-hard": 200,
  ]

  @Test func `there are six sets of at least the promised size`() {
    #expect(ConnectFour.positionSets.count == 6)
    for set in ConnectFour.positionSets {
      #expect(set.positions.count >= Self.sizes[set.name] ?? .max, "\(set.name)")
    }
  }

  @Test(arguments: ConnectFour.positionSets)
  func `positions have the phase and difficulty that the set is named after`(
    _ set: PositionSet<ConnectFourState>
  ) {
    var seen: Set<ConnectFourState> = []
    for (state, scores) in zip(set.positions, set.scores) {
      let stones = state.positionText.count { "xo".contains($0) } - 1
      let phase = stones <= 14 ? "begin" : stones > 28 ? "end" : "middle"
      let best = scores.compactMap { $0 }.max() ?? 0
      // The winner's stones on the board now and at the end give the plies between.
      let plies =
        switch best.signum() {
        case 1: 2 * (22 - best - stones / 2) - 1
        case -1: 2 * (22 + best - (stones + 1) / 2)
        default: 42 - stones
        }
      let difficulty = plies < 14 ? "easy" : plies > 28 ? "hard" : "medium"
      #expect("\(phase)-\(difficulty)" == set.name)
      #expect(!state.isTerminal)
      #expect((0..<7).filter { scores[$0] != nil } == state.legalActions.map(\.index))
      #expect(seen.insert(state).inserted, "twice: \(state.positionText)")
    }
  }

  @Test(arguments: ["end-easy", "middle-easy", "middle-medium"])
  func `scores are those of the solver`(_ name: String) throws {
    let set = try #require(ConnectFour.positionSets.first { $0.name == name })
    var solver = ConnectFour().makeSolver()
    // A position in the middle takes a fraction of a second, so of those a few have to do.
    let step = name == "end-easy" ? 1 : 25
    for index in stride(from: 0, to: set.positions.count, by: step) {
      #expect(solver.scores(of: set.positions[index]) == set.scores[index])
    }
  }
}
