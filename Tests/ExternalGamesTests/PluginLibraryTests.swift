import Foundation
import GameConformance
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct PluginLibraryTests {
  private func nim(_ compiled: Compiled) throws -> PluginLibrary {
    let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    return try PluginLibrary(path: path, folders: [compiled.folder.path])
  }

  @Test func `the example in C is listed and keeps all laws`() throws {
    let compiled = try Compiled()
    let library = try nim(compiled)
    #expect(library.name == "nim" && library.version == "1.0" && library.license == "MIT")
    #expect(library.games.map(\.name) == ["nim"])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    #expect(inspect(game).filter { $0.fault != nil } == [])
    #expect(checkGame(game, seeds: 0..<20) == [])
  }

  @Test func `the example in Swift is listed and keeps all laws`() throws {
    let compiled = try Compiled()
    let output = try compiled.swiftLibrary(
      "Corridor", sources: Compiled.root.appending(path: "Plugins/Corridor/Sources/Corridor"))
    let library = try PluginLibrary(path: output, folders: [compiled.folder.path])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    #expect(game.specification.isStochastic && game.specification.rewardKind == .perStep)
    #expect(inspect(game).filter { $0.fault != nil } == [])
    // Its only text is the way to a position, which says nothing of a future that was reseeded.
    #expect(checkGame(game, seeds: 0..<20) == [])
  }

  @Test func `the copy of the header in the Swift example is the header`() throws {
    let copy = Compiled.root.appending(
      path: "Plugins/Corridor/Sources/CGamePlugin/include/game_plugin.h")
    #expect(
      try Data(contentsOf: copy)
        == Data(contentsOf: Compiled.headers.appending(path: "game_plugin.h")))
  }

  @Test func `a library elsewhere is not opened`() throws {
    let compiled = try Compiled()
    let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    let error = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path, folders: ["/usr/lib"])
    }
    #expect(error?.fault == .outsideFolders(["/usr/lib"]))
    let missing = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path + "x", folders: [compiled.folder.path])
    }
    #expect(missing?.fault == .notLoadable(reason: "there is no such file"))
  }

  @Test func `options that a game refuses are told`() throws {
    let library = try nim(try Compiled())
    #expect(throws: GameOptionError.unknown(name: "heaps", known: [])) {
      try library.games[0].game(["heaps": .integer(4)])
    }
  }

  @Test func `a folder is searched for libraries, and the broken ones are told apart`() throws {
    let compiled = try Compiled()
    _ = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    try Data("no library".utf8).write(to: compiled.folder.appending(path: "text.so"))
    try Data("ignored".utf8).write(to: compiled.folder.appending(path: "readme.txt"))
    let found = PluginLibrary.all(in: [compiled.folder.path, "/nowhere"])
    #expect(found.libraries.map(\.name) == ["nim"])
    #expect(found.faults.count == 1)
    #expect(found.faults.first?.description.contains("cannot be loaded") == true)
  }

  @Test(arguments: [
    (1, "made for version 7 of the plugin interface, expected 1"),
    (2, "bytes and ends before 'state_step'"),
    (3, "the table of functions has 8 bytes and ends before 'name'"),
    (4, "the table of functions lacks 'state_hash', which is required"),
    (5, "the table of functions lacks 'state_reseed', which is promised by game 'nim'"),
    (6, "game 'nim': has 0 actions, expected 1 to 16777216"),
    (7, "game 'nim': starts with 1000 legal actions of 21"),
    (8, "the plugin refuses this program"),
    (9, "game '0': its name is not of a-z, 0-9 and -"),
    (13, "game 'nim': has continuous actions, which cannot be searched"),
  ])
  func `a broken library is refused with a reason`(_ fault: Int, _ reason: String) throws {
    let compiled = try Compiled()
    let path = try compiled.broken(fault)
    let error = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path, folders: [compiled.folder.path])
    }
    #expect(error?.description.hasSuffix(reason) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    (10, "observations", "element 4 of the observation of player 0 is "),
    (11, "legal actions", "1000 legal actions of 21"),
    (12, "clones", "a copy changes its original"),
    (20, "clones", "a copy differs from its original"),
    (21, "determinism", "the same seed and actions give different games after "),
    (23, "batches", "action "),
    (24, "batches", "an observation of player 0 differs among 8 at once"),
  ])
  func `a game that goes wrong in play is found out`(
    _ fault: Int, _ name: String, _ reason: String
  ) throws {
    let compiled = try Compiled()
    let path = try compiled.broken(fault)
    let library = try PluginLibrary(path: path, folders: [compiled.folder.path])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    let finding = inspect(game, steps: 1000).first { $0.name == name }
    #expect(finding?.fault?.hasPrefix(reason) == true, "\(String(describing: finding))")
  }

  @Test func `a library without the one function is no plugin`() throws {
    let compiled = try Compiled()
    let source = compiled.folder.appending(path: "empty.c")
    try Data("int nothing;".utf8).write(to: source)
    let path = compiled.folder.appending(path: "empty.so").path
    try Compiled.run(["cc", "-fPIC", "-shared", "-o", path, source.path])
    let error = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path, folders: [compiled.folder.path])
    }
    #expect(error?.fault == .noSymbol("game_plugin_v1"))
  }
}
