import Foundation
import GameProtocol
import Learning
import Planner
import Testing
import TicTacToeRules

@Suite struct TruthSuiteTests {
  let game = TicTacToe()

  @Test func `tic-tac-toe has 4520 decisions, and the lowest action is often wrong`() throws {
    let results = try TruthSuite(of: game).mistakes(of: LowestAgent())
    #expect(results.map(\.positions) == [4520])
    #expect(results[0].rate > 0.1 && results[0].rate < 0.5)
    #expect(results[0].rate == Double(results[0].mistakes) / 4520)
  }

  @Test func `a mistake lowers the value, a slower win does not`() throws {
    let position = try game.state(at: "xx./oo./... x")
    let scores = game.makeSolver().scores(of: position)
    let set = PositionSet(name: "one", positions: [position], scores: [scores])
    for action in position.legalActions {
      let suite = TruthSuite(sets: [set])
      let result = try suite.mistakes(of: ScriptedAgent(action))
      let keepsWin = (scores[action.index] ?? 0) > 0
      #expect(result[0].mistakes == (keepsWin ? 0 : 1), "\(action)")
    }
  }

  @Test func `a sample of a suite spreads over all of it`() throws {
    let sample = TruthSuite(of: game).sampled(100)
    #expect(sample.sets[0].name == "all")
    #expect((90...100).contains(sample.sets[0].positions.count))
    #expect(try sample.mistakes(of: PerfectAgent(game: game))[0].mistakes == 0)
  }
}

/// Takes the lowest legal action.
final class LowestAgent: Agent {
  let name = "lowest"

  func actions(for states: [TicTacToeState], keys: [SearchKey]) -> [Action] {
    states.map { $0.legalActions[0] }
  }
}

/// Takes one action, whatever the position.
final class ScriptedAgent: Agent {
  let name = "scripted"
  private let action: Action

  init(_ action: Action) {
    self.action = action
  }

  func actions(for states: [TicTacToeState], keys: [SearchKey]) -> [Action] {
    states.map { _ in action }
  }
}
