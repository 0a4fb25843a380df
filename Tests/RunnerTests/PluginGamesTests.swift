import BuiltInGames
import ExternalGames
import Foundation
import GameProtocol
import Testing

@testable import Runner

@Suite struct PluginGamesTests {
  private func plugin(_ names: [String]) -> PluginGames {
    PluginGames(
      name: "arcade", kind: "library", version: "1", license: "MIT", path: "arcade.so",
      games: builtInGames.filter { names.contains($0.name) })
  }

  @Test func `the plugins of a folder come with the games that nothing hides`() throws {
    let folder = try PluginProject.withLibrary()
    let path = try PluginProject.plugins(of: folder)
    let manifest = #"{"name": "chess", "kind": "process", "command": ["python3"]}"#
    try Data(manifest.utf8).write(to: path.appending(path: "chess.json"))
    let plugins = PluginGames.all(in: PluginCatalogue(folders: [path.path()]))
    #expect(plugins.map(\.kind) == ["library", "process"])
    #expect(plugins.map { $0.games.map(\.name) } == [["nim"], []])
    #expect(plugins.flatMap(\.entries).count == 1)
  }

  @Test func `the games are named, of many the first`() {
    #expect(plugin(["go", "chess"]).outline.split(separator: ", ").sorted() == ["chess", "go"])
    let many = builtInGames.prefix(5).map(\.name)
    #expect(plugin(many).outline == "5 games, \(many[0]), \(many[1]) …")
  }

  @Test func `options that all games have are told once`() {
    let breakout = plugin(["minatar-breakout"]).optionLines
    #expect(breakout.count > 1 && breakout.allSatisfy { $0.hasPrefix("minatar-breakout: ") })
    let two = plugin(["minatar-breakout", "minatar-freeway"])
    #expect(
      two.optionLines
        == breakout.map { "every game of arcade" + $0.dropFirst("minatar-breakout".count) })
    #expect(plugin(["minatar-breakout", "othello"]).optionLines.count > breakout.count)
    #expect(plugin([]).optionLines == [])
  }
}
