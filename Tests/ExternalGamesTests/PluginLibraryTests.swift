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

  @Test func `options are handed over as JSON`() {
    let options: [String: OptionValue] = [
      "size": .integer(9), "komi": .number(6.5), "fast": .flag(true), "name": .text("a\"b\\c\n"),
    ]
    #expect(
      jsonObject(options) == #"{"fast":true,"komi":6.5,"name":"a\"b\\c\u000a","size":9}"#)
    #expect(jsonObject([:]) == "{}")
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

  @Test func `a game's name is plain`() throws {
    let reason = try Compiled().refusal(of: 9)
    #expect(reason.hasSuffix("game '0': its name is not of a-z, 0-9 and -"), "\(reason)")
  }
}
