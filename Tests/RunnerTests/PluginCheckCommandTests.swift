import BuiltInGames
import Foundation
import Testing

@Suite struct PluginCheckCommandTests {
  @Test(arguments: builtInGames.map(\.name))
  func `every built-in game passes the list of the border`(_ game: String) throws {
    let folder = try TemporaryFolder()
    let check = try Program.run(
      ["plugin", "check", game, "--steps", "1000", "--games", "2"], in: folder.url)
    #expect(check.status == 0, "\(check.output)")
    let properties = check.output.split(separator: "\n").map { line in
      line.dropFirst("ok    \(game): ".count).prefix { $0 != "–" }
        .trimmingCharacters(in: .whitespaces)
    }
    #expect(
      properties == [
        "legal actions", "illegal actions", "determinism", "clones", "serialization", "reseeding",
        "observations", "batches", "threads", "speed", "laws", "serialization in a fresh process",
      ])
  }

  @Test func `findings are told as JSON, too`() throws {
    let folder = try TemporaryFolder()
    let check = try Program.run(
      ["plugin", "check", "tic-tac-toe", "--steps", "20", "--games", "1", "--json"],
      in: folder.url)
    let findings = try #require(
      try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [[String: Any]])
    #expect(findings.count == 12)
    #expect(findings.allSatisfy { $0["game"] as? String == "tic-tac-toe" })
    #expect(findings.allSatisfy { $0["fault"] is NSNull })
  }
}
