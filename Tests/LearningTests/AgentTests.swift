import GameProtocol
import Learning
import Planner
import Testing
import TicTacToeRules

@Suite struct AgentTests {
  let game = TicTacToe()

  func state(_ text: String) throws -> TicTacToeState { try game.state(at: text) }

  @Test func `the random player draws every legal action and only those`() throws {
    let state = try state("x.o/.../... x")
    let keys = (0..<200).map { SearchKey(seed: 3, game: UInt64($0)) }
    let actions = RandomAgent<TicTacToeState>().actions(
      for: [TicTacToeState](repeating: state, count: 200), keys: keys)
    #expect(Set(actions) == Set(state.legalActions))
  }

  @Test func `the perfect player wins at once and never gives a value away`() throws {
    let agent = PerfectAgent(game: game)
    #expect(agent.actions(for: [try state("xx./oo./... x")], keys: [SearchKey()]) == [Action(2)])
    let suite = TruthSuite(of: game)
    #expect(try suite.mistakes(of: agent).map(\.mistakes) == [0])
  }
}
