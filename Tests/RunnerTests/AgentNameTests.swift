import GameProtocol
import Runner
import Runs
import Testing

@Suite struct AgentNameTests {
  @Test(arguments: [
    ("random", AgentName.random), ("perfect", .perfect), ("mcts-200", .search(200)),
    ("latest", .trained("latest", nil)), ("latest@0", .trained("latest", 0)),
    ("a@b/weights.safetensors@50", .trained("a@b/weights.safetensors", 50)),
  ])
  func `a player is named`(name: String, player: AgentName) throws {
    #expect(try AgentName(name) == player)
  }

  @Test(arguments: [
    ("mcts-", "player 'mcts-': expected mcts-N with N at least 1"),
    ("mcts-0", "player 'mcts-0': expected mcts-N with N at least 1"),
    ("latest@", "player 'latest@': expected a number of simulations after '@'"),
    ("latest@-1", "player 'latest@-1': expected a number of simulations after '@'"),
  ])
  func `a wrong number in a name is told`(name: String, message: String) {
    #expect(throws: Failure(message, .usage)) { try AgentName(name) }
  }

  @Test func `a perfect player needs a solver`() throws {
    func make<G: Game>(_ game: G) throws { _ = try AgentName.perfect.agent(for: game) }
    #expect(throws: Failure("there is no solver for 'othello'", .usage)) {
      try make(try GameCatalogue.game(named: "othello").game())
    }
    try make(try GameCatalogue.game(named: "tic-tac-toe").game())
  }
}
