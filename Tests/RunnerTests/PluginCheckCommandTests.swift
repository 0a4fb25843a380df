import BuiltInGames
import Foundation
import GameProtocol
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

  @Test func `a game whose program does not start is a finding`() throws {
    let folder = try TemporaryFolder()
    let plugins = folder.url.appending(path: ".tesuji/plugins")
    try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
    let manifest = #"{"name": "gone", "kind": "process", "command": ["./no-such-program"]}"#
    try Data(manifest.utf8).write(to: plugins.appending(path: "gone.json"))
    let check = try Program.run(["plugin", "check", "gone"], in: folder.url)
    #expect(check.status == 1)
    #expect(check.output.hasPrefix("FAULT gone: loading – "))
    let unknown = try Program.run(["plugin", "check", "goen"], in: folder.url)
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean 'gone'?"))
  }
}
