import Foundation
import Network
import Testing

@Suite(.enabled(if: InferencePlanLibrary.isAvailable, "the inference plan is not installed"))
struct AnalyseCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: ["tictactoe-alphazero", "tictactoe-muzero"])
  func `positions are analysed line by line`(preset: String) throws {
    let path = try UntrainedCheckpoint.write(preset, to: folder)
    let result = try Program.run(
      ["analyse", path, "--simulations", "16"],
      lines: [
        #"{"id":1,"moves":[4]}"#, #"{"id":2,"position":"xxx/oo./... o"}"#,
        #"{"id":3,"moves":[4,4]}"#, "{",
      ])
    #expect(result.status == 65)
    #expect(result.lines.count == 4)
    let answer = try object(result.lines[0])
    #expect(answer["plies"] as? Int == 1)
    let policy = try #require(answer["policy"] as? [String: Double])
    #expect(Set(policy.keys) == ["0", "1", "2", "3", "5", "6", "7", "8"])
    #expect(abs(policy.values.reduce(0, +) - 1) < 1e-4)
    let visits = try #require(answer["visits"] as? [String: Int])
    #expect(visits.values.reduce(0, +) == 16)
    let move = try #require(answer["move"] as? String)
    #expect(answer["action"] as? Int == Int(move))
    #expect((-1...1).contains(try #require(answer["value"] as? Double)))
    let finished = try object(result.lines[1])
    #expect(finished["action"] is NSNull)
    #expect(finished["terminal"] as? Bool == true)
    #expect(try object(result.lines[2])["error"] != nil)
  }

  @Test func `the network alone is asked without simulations`() throws {
    let path = try UntrainedCheckpoint.write("tictactoe-alphazero", to: folder)
    let result = try Program.run(["analyse", path, "--simulations", "0"], lines: ["{}"])
    let answer = try object(result.lines[0])
    let visits = try #require(answer["visits"] as? [String: Int])
    #expect(visits.values.allSatisfy { $0 == 0 })
    let policy = try #require(answer["policy"] as? [String: Double])
    let best = try #require(answer["move"] as? String)
    #expect(policy[best] == policy.values.max())
  }

  @Test func `the answer is a function of the position alone`() throws {
    let path = try UntrainedCheckpoint.write("tictactoe-muzero", to: folder)
    let one = try Program.run(["analyse", path], lines: ["{}", #"{"moves":[0]}"#])
    let two = try Program.run(["analyse", path], lines: [#"{"moves":[0]}"#, "{}"])
    #expect(one.lines == two.lines.reversed())
  }

  @Test func `a checkpoint can be played against, matched and evaluated`() throws {
    let path = try UntrainedCheckpoint.write("tictactoe-alphazero", to: folder)
    let game = try Program.run([
      "play", "tic-tac-toe", "--side", "none", "--agent", path + "@4",
    ])
    #expect(game.status == 0)
    #expect(game.output.contains("\(path)@4 plays "))
    let match = try Program.run([
      "match", "tic-tac-toe", path, "random", "--pairs", "2", "--json",
    ])
    #expect(try object(match.output)["games"] as? Int == 4)
    let evaluation = try Program.run([
      "evaluate", path, "--simulations", "0", "--simulations", "2", "--positions", "50", "--lines",
      "--json",
    ])
    #expect(evaluation.lines.count == 2)
    let report = try object(evaluation.lines[1])
    #expect(report["game"] as? String == "tic-tac-toe")
    #expect(report["checkpoint"] as? String == path)
    #expect(report["simulations"] as? Int == 2)
    let sets = try #require(report["sets"] as? [[String: Any]])
    #expect(sets.allSatisfy { ($0["positions"] as? Int ?? 0) > 0 })
    #expect(report["lines"] != nil)
  }

  @Test func `a checkpoint of another game is refused`() throws {
    let path = try UntrainedCheckpoint.write("tictactoe-alphazero", to: folder)
    let result = try Program.run(["play", "connect-four", "--agent", path])
    #expect(result.status == 65)
    #expect(result.errors.contains("has learnt tic-tac-toe, version 1; expected connect-four"))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
