import Foundation
import Testing

@Suite struct MatchCommandTests {
  @Test func `a perfect player never loses at tic-tac-toe`() throws {
    let result = try Program.run([
      "match", "tic-tac-toe", "perfect", "random", "--pairs", "20", "--opening-plies", "0",
      "--json",
    ])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(answer["player"] as? String == "perfect")
    #expect(answer["games"] as? Int == 40)
    #expect(answer["losses"] as? Int == 0)
    #expect((answer["elo"] as? Double ?? 1000) > 100)
    #expect(answer["decision"] is NSNull)
    #expect(result.errors.contains("games: "))
    #expect(result.status == 0)
  }

  @Test func `a test stops as soon as it is sure`() throws {
    let result = try Program.run([
      "match", "connect-four", "mcts-50", "random", "--pairs", "500", "--elo0", "0", "--elo1",
      "100", "--json",
    ])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(answer["decision"] as? String == "h1")
    #expect((answer["games"] as? Int ?? 1000) < 1000)
  }

  @Test func `several players are rated together`() throws {
    let arguments = ["match", "tic-tac-toe", "random", "perfect", "mcts-20", "--pairs", "10"]
    let result = try Program.run(arguments + ["--json"])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let players = try #require(answer["players"] as? [[String: Any]])
    #expect(players.map { $0["player"] as? String } == ["random", "perfect", "mcts-20"])
    #expect(players.map { $0["games"] as? Int } == [40, 40, 40])
    #expect(players[0]["elo"] as? Double == 0)
    #expect((players[1]["elo"] as? Double ?? 0) > 100)
    #expect((answer["matches"] as? [Any])?.count == 3)
    let text = try Program.run(arguments)
    #expect(text.lines.count == 4)
    #expect(text.lines.last?.hasPrefix("random") == true)
  }

  @Test func `a wrong command line is told`() throws {
    #expect(try Program.run(["match", "othello", "random"]).status == 64)
    #expect(
      try Program.run([
        "match", "othello", "random", "random", "random", "--elo0", "0", "--elo1", "5",
      ]).status == 64)
    #expect(try Program.run(["match", "othello", "perfect", "random"]).status == 64)
    #expect(try Program.run(["match", "othello", "random", "mcts-x"]).status == 64)
    #expect(
      try Program.run(["match", "othello", "random", "random", "--elo0", "5"]).status == 64)
    #expect(
      try Program.run(["match", "othello", "random", "random", "--pairs", "0"]).status == 64)
  }

  @Test func `a run or a checkpoint that is not there is told`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(["match", "othello", "nobody", "random"], in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("there is no experiment store in"))
    let file = try Program.run(["match", "othello", "./none.safetensors", "random"])
    #expect(file.status == 65)
    #expect(file.errors.contains("none.safetensors cannot be read"))
  }

  @Test func `a file that is no checkpoint is told`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("no checkpoint".utf8), to: "w.safetensors")
    let result = try Program.run(["match", "othello", path, "random"])
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("error: "))
  }
}
