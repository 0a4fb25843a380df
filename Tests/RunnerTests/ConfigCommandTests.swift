import Foundation
import Testing

@Suite struct ConfigCommandTests {
  @Test func `a configuration is shown with changes and defaults, and its own text is the same`()
    throws
  {
    let folder = try TemporaryFolder()
    let result = try Program.run(["config", "show", "tictactoe-muzero", "search.simulations=51"])
    let values = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(values["mode"] as? String == "muzero")
    #expect((values["search"] as? [String: Any])?["simulations"] as? Int == 51)
    let path = try folder.write(Data(result.output.utf8), to: "mine.json")
    #expect(try Program.run(["config", "show", path]) == result)
    #expect(
      try Program.run(["config", "show", path, "--identity"]).output.utf8.count == 41)
  }

  @Test func `the schema is a document for editors`() throws {
    let result = try Program.run(["config", "schema", "--json"])
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect((schema["properties"] as? [String: Any])?["search"] != nil)
    let text = try Program.run(["config", "schema"])
    #expect(text.lines.contains { $0.hasPrefix("search.simulations ") })
  }

  @Test func `a value is explained with its source and the paper's`() throws {
    let result = try Program.run([
      "config", "explain", "tictactoe-muzero", "seed=7", "--only", "s", "--json",
    ])
    let keys = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let seed = try #require(keys.first { $0["key"] as? String == "seed" })
    #expect(seed["value"] as? Int == 7)
    #expect(seed["source"] as? String == "override")
    let simulations = try #require(keys.first { $0["key"] as? String == "search.simulations" })
    #expect((simulations["source"] as? String)?.hasPrefix("preset tictactoe-muzero:") == true)
    #expect((simulations["paper"] as? String)?.hasPrefix("800") == true)
    #expect(keys.allSatisfy { ($0["key"] as? String)?.hasPrefix("s") == true })
  }

  @Test func `two configurations are compared`() throws {
    let result = try Program.run([
      "config", "diff", "tictactoe-alphazero", "tictactoe-muzero",
    ])
    #expect(result.lines.contains(#"mode: "alphazero" -> "muzero""#))
    #expect(try Program.run(["config", "diff", "paper-go", "paper-go"]).output == "")
  }

  @Test func `every problem of a file is told, with its line`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Data("mode = \"muzero\"\n[serach]\nsimulations = 5\n[search]\nalgorithm = 3\n".utf8),
      to: "wrong.toml")
    let result = try Program.run(["config", "validate", path, "tictactoe-muzero", "--json"])
    #expect(result.status == 65)
    let answers = try result.lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(answers.map { $0["valid"] as? Bool } == [false, true])
    let problems = try #require(answers[0]["problems"] as? [String])
    #expect(problems.contains { $0.contains("wrong.toml:2") && $0.contains("'search'") })
    #expect(problems.contains { $0.contains("wrong.toml:5") })
  }

  @Test(arguments: ["show", "explain"])
  func `an unknown preset and a broken file are told`(command: String) throws {
    let unknown = try Program.run(["config", command, "tictactoe-muzreo"])
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("did you mean 'tictactoe-muzero'?"))
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("mode = \n".utf8), to: "broken.toml")
    let broken = try Program.run(["config", command, path])
    #expect(broken.status == 65)
    #expect(broken.errors.contains("broken.toml:1"))
  }
}
