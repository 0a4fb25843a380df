import Foundation
import Network
import Testing

@Suite struct EngineCommandTests {
  @Test func `the help says how a GUI starts each protocol`() throws {
    let help = try Program.run(["engine", "--help"])
    #expect(help.status == 0)
    for line in [
      "tesuji engine --gtp", "tesuji engine --uci --agent weights.safetensors",
      "tesuji engine --usi --resign 0.95", "Without --agent", "sequential halving",
    ] {
      #expect(help.output.contains(line), "\(line)")
    }
  }

  @Test func `GTP plays Go unless another game is named`() throws {
    let run = try Program.run(
      ["engine", "--gtp", "--simulations", "10"],
      lines: ["1 query_boardsize", "boardsize 5", "2 genmove b", "3 quit"])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.prefix(4) == ["=1 19", "", "=", ""])
    #expect(run.lines[4].hasPrefix("=2 ") && run.lines.suffix(2) == ["=3", ""])
  }

  @Test func `GTP plays any game of two`() throws {
    let run = try Program.run(
      ["engine", "--gtp", "connect-four", "--agent", "mcts-50"], lines: ["genmove b", "name"])
    #expect(run.status == 0)
    #expect(run.lines.suffix(2) == ["= Tesuji", ""])
  }

  @Test func `UCI plays chess and answers every go before it leaves`() throws {
    let run = try Program.run(
      ["engine", "--uci"],
      lines: [
        "uci", "isready", "position startpos moves f2f3 e7e5 g2g4", "go nodes 200", "quit",
      ])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.contains("uciok") && run.lines.contains("readyok"))
    #expect(run.lines.last?.hasPrefix("bestmove ") == true)
  }

  @Test func `USI plays shogi`() throws {
    let run = try Program.run(
      ["engine", "--usi", "--agent", "mcts-5"],
      lines: ["usi", "isready", "position startpos", "go byoyomi 100", "gameover lose"])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.contains("usiok") && run.lines.last?.hasPrefix("bestmove ") == true)
  }

  @Test func `a protocol refuses games that it does not speak of`() throws {
    let chess = try Program.run(["engine", "--usi", "chess"])
    #expect(chess.status == 65 && chess.errors.contains("USI is for shogi, not for chess"))
    let go = try Program.run(["engine", "--uci", "go"])
    #expect(go.status == 65 && go.errors.contains("UCI is for chess and chess960, not for go"))
  }

  @Test func `wrong command lines are refused`() throws {
    #expect(try Program.run(["engine"]).status == 64)
    #expect(try Program.run(["engine", "--gtp", "--uci"]).status == 64)
    let random = try Program.run(["engine", "--gtp", "--agent", "random"])
    #expect(random.status == 64 && random.errors.contains("expected one that searches"))
    #expect(try Program.run(["engine", "--gtp", "--resign", "2"]).status == 64)
    #expect(try Program.run(["engine", "--gtp", "--agent", "none@0"]).status == 64)
    let missing = try Program.run(["engine", "--uci", "--agent", "./none.safetensors"])
    #expect(missing.status == 65 && missing.output == "")
  }

  @Test(
    .enabled(if: InferencePlanLibrary.isAvailable, "needs libonednn_plan.so"),
    arguments: ["tictactoe-alphazero", "tictactoe-muzero"])
  func `a checkpoint of either mode plays its own game`(preset: String) throws {
    let folder = try TemporaryFolder()
    let path = try UntrainedCheckpoint.write(preset, to: folder)
    let run = try Program.run(
      ["engine", "--gtp", "--agent", path + "@20"],
      lines: ["version", "genmove b", "genmove w", "kata-analyze b 1", "", "quit"])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.lines.first?.hasSuffix("(\(path))") == true)
    #expect(run.lines.contains { $0.hasPrefix("info move ") })
    let other = try Program.run(["engine", "--gtp", "othello", "--agent", path])
    #expect(other.status == 65 && other.errors.contains("has learnt tic-tac-toe"))
  }
}
