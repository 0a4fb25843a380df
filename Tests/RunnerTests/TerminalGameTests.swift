import GameProtocol
import Learning
import Planner
import Runner
import Runs
import Testing

@Suite struct TerminalGameTests {
  @Test func `typed moves are made, errors are told, and the end is announced`() throws {
    let text = try play(side: .first, typed: ["9", "moves", "0", "undo", "0", "1", "2"])
    #expect(text.contains("no such move: found \"9\", expected a legal action; 'moves' lists them"))
    #expect(text.contains("0 1 2 3 4 5 6 7 8\n"))
    #expect(text.contains("the last one plays 8\n"))
    #expect(text.hasSuffix("You win (line).\n"))
  }

  @Test func `the other side can win, too`() throws {
    let text = try play(side: .second, typed: ["0", "1", "3"])
    #expect(text.hasSuffix("the last one wins (line).\n"))
  }

  @Test func `a game without a person runs by itself`() throws {
    let text = try play(side: .none, typed: [])
    #expect(!text.contains("your move"))
    #expect(text.hasSuffix("The first player wins (line).\n"))
  }

  @Test func `the game stops where the input does`() throws {
    #expect(try play(side: .first, typed: []).hasSuffix("no more input, the game stops here\n"))
    #expect(try play(side: .first, typed: ["quit"]).hasSuffix("your move: "))
  }

  @Test func `nothing can be taken back before the first move`() throws {
    #expect(
      try play(side: .first, typed: ["undo"]).contains("there is nothing to take back\n"))
  }

  @Test func `a declaration is typed like a move, and the opponent declares, too`() throws {
    let entered = "2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k b 2RB3P 1"
    let text = try play(side: .first, typed: ["win"], of: "shogi", from: entered)
    #expect(text.hasSuffix("You win (declaration).\n"))
    let lost = try play(side: .second, typed: [], of: "shogi", from: entered)
    #expect(lost.contains("the last one declares\n"))
    #expect(lost.hasSuffix("the last one wins (declaration).\n"))
    let early = try play(side: .first, typed: ["win"], of: "shogi")
    #expect(early.contains("no such move: found \"win\""))
  }

  private func play(
    side: TerminalSide, typed: [String], of name: String = "tic-tac-toe",
    from position: String? = nil
  ) throws -> String {
    func play<G: Game>(_ game: G) throws -> String {
      let start = try position.map { try game.state(at: $0) } ?? game.initialState(seed: 0)
      var table = TerminalGame(game, from: start, side: side, against: LastMoveAgent())
      var text = ""
      var lines = typed[...]
      try table.play { () throws(Failure) in
        lines.popFirst()
      } write: { (part: String) throws(Failure) in
        text += part
      }
      return text
    }
    return try play(try GameCatalogue.game(named: name).game())
  }
}

/// Plays the last of the legal moves.
private final class LastMoveAgent<State: GameState>: Agent {
  let name = "the last one"

  func actions(for states: [State], keys: [SearchKey]) -> [Action] {
    states.map { $0.legalActions[$0.legalActions.count - 1] }
  }
}
