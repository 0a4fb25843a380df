import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct PluginCatalogueTests {
  @Test func `processes are listed, found by name, and given what follows a colon`() throws {
    let served = try Served()
    _ = try served.write(
      """
      {"name": "take", "kind": "process", "command": ["python3", "-u", "subtraction.py"],
       "summary": "take the last", "options": {"size": {"default": 21, "summary": "of the heap"}}}
      """, as: "take.json")
    let catalogue = PluginCatalogue(folders: [served.folder.path, "/nowhere"])
    #expect(catalogue.faults == [])
    #expect(catalogue.processes.map(\.name) == ["take"])
    #expect(catalogue.games.map(\.name) == ["take"])
    let game = try #require(catalogue.game(named: "take:slow"))
    #expect(game.name == "take:slow" && game.summary == "take the last")
    #expect(game.options.map(\.name) == ["size"])
    let made = try #require(try game.game(["size": .integer(6)]) as? ProcessGame)
    #expect(made.specification.name == "take:slow")
    #expect(made.copyingObstacle == "the server cannot save and restore a position")
    #expect(made.initialState(seed: 0).diagram == "|||||| x")
    let error = #expect(throws: GameOptionError.self) {
      try catalogue.game(named: "take:chess")?.game()
    }
    #expect(error?.description.contains("unknown game 'chess'") == true)
    for name in ["take:", "taken", "tak", ":", ""] { #expect(catalogue.game(named: name) == nil) }
  }

  @Test func `a library is named by a manifest, with its digest checked`() throws {
    let compiled = try Compiled()
    let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    let served = try Served()
    let text = #"{"name": "nim", "kind": "library", "command": ["\#(path)"]"#
    _ = try served.write(text + "}", as: "a.json")
    _ = try served.write(text + #", "sha256": "12"}"#, as: "b.json")
    _ = try served.write(text + #", "options": {"heaps": 4}}"#, as: "c.json")
    _ = try served.write(text + "}", as: "d.json")
    let catalogue = PluginCatalogue(folders: [served.folder.path])
    #expect(catalogue.games.map(\.name) == ["nim"])
    try #require(catalogue.faults.count == 3)
    #expect(catalogue.faults[0].description.contains("with the sha256 "))
    #expect(catalogue.faults[1].description.hasSuffix("'heaps'; this game has no options"))
    #expect(
      catalogue.faults[2].description.hasSuffix(
        "game 'nim': another plugin has a game of this name, which is used"))
    #expect(try catalogue.game(named: "nim")?.game() is ExternalGame)
  }

  @Test func `a game that two plugins have is the first one's, and the other is told`() throws {
    let compiled = try Compiled()
    _ = try compiled.library("Plugins/Nim/nim.c", as: "a")
    let second = try compiled.library("Plugins/Nim/nim.c", as: "b")
    // A folder that is named twice has its libraries once.
    let catalogue = PluginCatalogue(folders: [compiled.folder.path, compiled.folder.path])
    #expect(catalogue.games.map(\.name) == ["nim"])
    #expect(
      catalogue.faults.map(\.description) == [
        "\(second): game 'nim': another plugin has a game of this name, which is used"
      ])
  }

  @Test func `a process whose name is taken is not listed`() throws {
    let served = try Served()
    for file in ["a.json", "b.json"] {
      _ = try served.write(
        #"{"name": "take", "kind": "process", "command": ["python3", "subtraction.py"]}"#, as: file)
    }
    let catalogue = PluginCatalogue(folders: [served.folder.path])
    #expect(catalogue.processes.map(\.path) == [served.folder.appending(path: "a.json").path])
    #expect(catalogue.faults.count == 1)
  }

  @Test func `a library in the folder is found as before, and what is wrong is told`() throws {
    let compiled = try Compiled()
    _ = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    try Data("{}".utf8).write(to: compiled.folder.appending(path: "broken.json"))
    let catalogue = PluginCatalogue(folders: [compiled.folder.path])
    #expect(catalogue.games.map(\.name) == ["nim"])
    #expect(catalogue.faults.map(\.description).first?.hasSuffix("found no 'name'") == true)
  }
}
