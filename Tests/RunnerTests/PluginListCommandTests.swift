import Foundation
import Testing

@Suite struct PluginListCommandTests {
  @Test func `plugins are listed with their games and options`() throws {
    let folder = try PluginProject.withServer()
    let list = try Program.run(["plugin", "list"], in: folder.url)
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.lines.first?.hasPrefix("plugin  kind ") == true)
    #expect(list.lines.suffix(2) == ["options", "take: --option size=21  the heap at the start"])
    let json = try Program.run(["plugin", "list", "--json"], in: folder.url)
    let plugins = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    let games = try #require(plugins.first?["games"] as? [[String: Any]])
    #expect(games.map { $0["name"] as? String } == ["take"])
    let options = try #require(games[0]["options"] as? [[String: Any]])
    #expect(options.map { $0["name"] as? String } == ["size"])
    #expect(options[0]["default"] as? Int == 21)
  }

  @Test func `the games of plugins are in the list of all games`() throws {
    let folder = try PluginProject.withLibrary()
    let games = try Program.run(["games"], in: folder.url)
    #expect(games.lines.contains("games of plugins"))
    #expect(games.lines.last?.hasPrefix("nim ") == true && games.output.contains("plugins/nim.so"))
    let json = try Program.run(["games", "--json"], in: folder.url)
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(entries.first?["kind"] as? String == "built-in")
    #expect(entries.last?["name"] as? String == "nim" && entries.last?["actions"] as? Int == 21)
    #expect(entries.last?["kind"] as? String == "library")
  }

  @Test func `a game that a built-in one hides is a fault`() throws {
    let folder = try TemporaryFolder()
    let plugins = try PluginProject.plugins(of: folder)
    let manifest = #"{"name": "chess", "kind": "process", "command": ["python3"]}"#
    try Data(manifest.utf8).write(to: plugins.appending(path: "chess.json"))
    let list = try Program.run(["plugin", "list"], in: folder.url)
    #expect(list.status == 1)
    let reason = "chess.json: game 'chess': hidden by the built-in game"
    #expect(list.errors.contains(reason))
    let games = try Program.run(["games", "--json"], in: folder.url)
    #expect(games.output.split(separator: #""name":"chess""#).count == 2, "it is listed once")
    #expect(games.errors.contains(reason))
    let new = try Program.run(["plugin", "new", "chess", "--language", "c"], in: folder.url)
    #expect(new.status == 64 && new.errors.contains("'my-chess' would do"))
  }

  @Test func `a folder that is named and not there is told`() throws {
    let list = try Program.run(
      ["plugin", "list"], environment: ["TESUJI_PLUGINS": "/nowhere/at/all"])
    #expect(list.status == 0)
    #expect(list.errors == "warning: TESUJI_PLUGINS: there is no folder '/nowhere/at/all'\n")
  }
}
