import Foundation
import GameConformance
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ScaffoldTests {
  @Test(arguments: [
    ("my-game", "MyGame"), ("nim", "Nim"), ("tic-tac-toe-3d", "TicTacToe3d"),
  ])
  func `a name becomes a type`(_ name: String, _ type: String) throws {
    #expect(try Scaffold(name: name, language: .c).typeName == type)
  }

  @Test(arguments: ["", "My", "-a", "a--b", "a-", "3d", "a_b", "../a", "a/b", "game", "ä"])
  func `other names are refused`(_ name: String) {
    #expect(throws: Scaffold.Failure.self) { try Scaffold(name: name, language: .swift) }
  }

  @Test func `what exists is not overwritten`() throws {
    let compiled = try Compiled()
    let scaffold = try Scaffold(name: "my-game", language: .c)
    let written = try scaffold.write(below: compiled.folder.path)
    #expect(written.count == 3)
    let file = compiled.folder.appending(path: "MyGame/my-game.c")
    try Data("mine".utf8).write(to: file)
    let error = #expect(throws: Scaffold.Failure.self) {
      try scaffold.write(below: compiled.folder.path)
    }
    #expect(error?.description.hasSuffix("MyGame exists already; nothing was written") == true)
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }

  @Test(arguments: Scaffold.Language.allCases)
  func `no name is left open`(_ language: Scaffold.Language) throws {
    let scaffold = try Scaffold(name: "my-game", language: language)
    let texts = scaffold.files.flatMap { [$0.path, $0.text] } + scaffold.nextSteps
    #expect(texts.count >= 4)
    #expect(texts.allSatisfy { !$0.contains("⟨") && !$0.contains("⟩") })
  }

  @Test(arguments: [
    "Sources/CGamePlugin/include/game_plugin.h", "Plugins/Gymnasium/tesuji_process.py",
  ])
  func `copies are equal to what they are copies of`(_ file: String) throws {
    let original = try String(contentsOf: Compiled.root.appending(path: file), encoding: .utf8)
    let isEqual = [Scaffold.pluginHeader, Scaffold.processModule].contains(original)
    #expect(isEqual, "run scripts/embed_templates.py")
  }

  @Test func `a game in C passes at once`() throws {
    let compiled = try Compiled()
    try Scaffold(name: "my-game", language: .c).write(below: compiled.folder.path)
    let folder = compiled.folder.appending(path: "MyGame").path
    try Compiled.run(["make", "--silent", "-C", folder])
    try check(folder + "/my-game.so", folder: folder)
  }

  @Test func `a game in Swift passes at once`() throws {
    let compiled = try Compiled()
    try Scaffold(name: "my-game", language: .swift).write(below: compiled.folder.path)
    let library = try compiled.swiftLibrary(
      "MyGame", sources: compiled.folder.appending(path: "MyGame/Sources/MyGame"))
    try check(library, folder: compiled.folder.path)
  }

  @Test func `a built-in game keeps all laws at once`() throws {
    let compiled = try Compiled()
    try Scaffold(name: "my-game", language: .builtIn).write(below: compiled.folder.path)
    // One module of its own, with what the package has built of the modules below it.
    let built = URL(
      filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    ).deletingLastPathComponent()
    let main = compiled.folder.appending(path: "main.swift")
    try Data(
      """
      import GameConformance
      import Glibc
      exit(checkGame(MyGame(), seeds: 0..<20).isEmpty ? 0 : 1)
      """.utf8
    ).write(to: main)
    let sources = compiled.folder.appending(path: "Sources/Plugins/MyGameRules")
    let objects = try ["GameProtocol", "GameConformance"].flatMap { module in
      let folder = built.appending(path: module + ".build")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".o") }.map { folder.appending(path: $0).path }
    }
    let program = compiled.folder.appending(path: "program").path
    try Compiled.run(
      [
        "swiftc", "-swift-version", "6", "-module-name", "MyGameRules",
        "-enable-upcoming-feature", "InternalImportsByDefault", "-warnings-as-errors",
        "-I", built.appending(path: "Modules").path, "-o", program, main.path,
        sources.appending(path: "MyGame.swift").path,
        sources.appending(path: "MyGameState.swift").path,
      ] + objects)
    try Compiled.run([program])
  }

  private func check(_ path: String, folder: String) throws {
    let library = try PluginLibrary(path: path, folders: [folder])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    #expect(game.specification.name == "my-game")
    #expect(inspect(game).filter { $0.fault != nil } == [])
    #expect(checkGame(game, seeds: 0..<20) == [])
  }
}
