import GameProtocol
import Testing
import TicTacToeRules

@Suite struct TicTacToeSolverTests {
  private let game = TicTacToe()

  @Test func `5478 states can be reached, and 4520 of them are decisions`() {
    let states = game.reachableStates()
    #expect(states.count == 5478)
    #expect(states.count { !$0.isTerminal } == 4520)
    #expect(states.count { $0.outcome == .fullBoard } == 16)
    #expect(states.count { $0.outcome == .line && $0.returnOf(.first) == 1 } == 626)
    #expect(states.count { $0.outcome == .line && $0.returnOf(.second) == 1 } == 316)
  }

  @Test func `the empty board is a draw with every move`() {
    #expect(
      game.makeSolver().scores(of: game.initialState(seed: 0)) == Array(repeating: 0, count: 9))
  }

  @Test(arguments: [
    // A corner is answered by the centre alone.
    ("x../.../... o", [nil, -2, -2, -2, 0, -2, -2, -2, -2]),
    // A win with the third stone; leaving it lets the opponent win with its third.
    ("xx./oo./... x", [nil, nil, 3, nil, nil, 0, -3, -3, -3]),
    // A finished game.
    ("xxx/oo./... o", Array(repeating: nil, count: 9)),
  ])
  func `scores are known values`(_ text: String, _ scores: [Int?]) throws {
    #expect(game.makeSolver().scores(of: try game.state(at: text)) == scores)
  }

  @Test func `scores of all positions agree with plain minimax`() {
    var memory: [TicTacToeState: Int] = [:]
    func value(_ state: TicTacToeState) -> Int {
      if let known = memory[state] { return known }
      let best = state.legalActions.map { action in
        var next = state
        return next.apply(action).reward > 0 ? 1 : -value(next)
      }.max()
      memory[state] = best ?? 0
      return best ?? 0
    }
    let solver = game.makeSolver()
    for state in game.reachableStates() {
      for action in state.legalActions {
        let next = state.applying(action)
        let expected = next.outcome == .line ? 1 : -value(next)
        #expect(solver.scores(of: state)[action.index]?.signum() == expected)
      }
    }
  }

  @Test func `the position set holds every decision with its scores`() {
    let set = game.positionSets[0]
    #expect(game.positionSets.count == 1)
    #expect(set.name == "all")
    #expect(set.positions.count == 4520)
    let solver = game.makeSolver()
    #expect(zip(set.positions, set.scores).allSatisfy { solver.scores(of: $0) == $1 })
  }
}
