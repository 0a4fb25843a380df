import Experiments
import Learning
import Testing

@testable import Runs

@Suite struct MeasuredStrengthTests {
  private let mistakes = MeasuredStrength(
    simulations: 32, sets: [.init(name: "easy", positions: 200, mistakes: 3)])

  private let returns = MeasuredStrength(
    simulations: 0, sets: [], returns: EpisodeResult(returns: [1, 3], steps: 10))

  @Test func `rates of mistakes and mean returns are the figures`() {
    #expect(mistakes.figures == ["easy": 0.015])
    #expect(returns.figures == ["return": 2])
  }

  @Test func `the same figure with another number of simulations has another key`() {
    #expect(mistakes.key(of: "easy") == "easy@32")
    #expect(returns.key(of: "return") == "return@0")
  }

  @Test func `what is recorded is what was counted`() {
    #expect(
      mistakes.table
        == .table(["easy": .table(["positions": .integer(200), "mistakes": .integer(3)])]))
    guard case .table(let table) = returns.table, case .table(let figures)? = table["return"] else {
      Issue.record("no returns: \(returns.table)")
      return
    }
    #expect(figures["episodes"] == .integer(2))
    #expect(figures["mean"] == .number(2))
    #expect(figures["meanSteps"] == .number(5))
  }
}
