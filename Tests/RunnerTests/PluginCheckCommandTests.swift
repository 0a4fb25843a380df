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
    #expect(check.lines.last == "all is well")
    let properties = check.lines.dropLast().map { line in
      line.dropFirst("ok    \(game): ".count).prefix { $0 != "–" }
        .trimmingCharacters(in: .whitespaces)
    }
    #expect(
      properties == [
        "specification", "legal actions", "illegal actions", "determinism", "clones",
        "serialization", "reseeding",
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
    #expect(findings.count == 13)
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

  @Test(arguments: ["take", "take:slow", ".tesuji/plugins/take.json"])
  func `a game of a process is looked at like a library`(_ game: String) throws {
    let folder = try PluginProject.withServer()
    let check = try Program.run(
      ["plugin", "check", game, "--steps", "50", "--games", "2"], in: folder.url)
    #expect(check.status == 0, "\(check.output)")
    #expect(check.lines.first?.hasPrefix("ok    take") == true)
    #expect(check.lines.count == 12 && check.lines.last == "all is well", "\(check.output)")
    #expect(check.lines.dropLast().last?.hasSuffix(": laws – 2 random games") == true)
  }

  @Test func `options reach games of all kinds`() throws {
    func check(_ game: String, _ option: String, in folder: TemporaryFolder) throws -> Finished {
      try Program.run(
        ["plugin", "check", game, "--option", option, "--steps", "50", "--games", "1"],
        in: folder.url)
    }
    let served = try PluginProject.withServer()
    let small = try check("take", "size=5", in: served)
    #expect(small.status == 0 && small.output.contains("5 steps at most"), "\(small.output)")
    let none = try check("take", "size=1", in: served)
    #expect(none.status == 1)
    #expect(
      none.lines.first
        == "FAULT take: loading – game 'take' cannot be played: option size: found 1, expected at "
        + "least 3")
    let wide = try check("othello", "size=6", in: served)
    #expect(wide.status == 0 && wide.output.contains("observation 2×6×6"), "\(wide.output)")
    let library = try PluginProject.withLibrary()
    let unknown = try check(".tesuji/plugins/nim.so", "heaps=6", in: library)
    #expect(unknown.status == 1 && unknown.lines.last == "1 fault")
    #expect(unknown.output.contains("FAULT nim: loading – unknown option 'heaps'"))
  }

  @Test func `a fault is told once, with how often it was found`() throws {
    let folder = try PluginProject.withLibrary(fault: 31)
    let check = try Program.run(
      ["plugin", "check", ".tesuji/plugins/nim.so", "--steps", "100"], in: folder.url)
    #expect(check.status == 1)
    #expect(check.lines.count { $0.contains("has a reward of") && $0.hasPrefix("FAULT") } == 1)
    #expect(check.lines.dropLast().last?.hasPrefix("found ") == true, "\(check.output)")
    #expect(check.lines.last == "1 fault")
  }

  @Test func `what is neither a library nor a manifest nor a game is told so`() throws {
    let folder = try PluginProject.withLibrary()
    func errors(_ text: String) throws -> String {
      let check = try Program.run(["plugin", "check", text], in: folder.url)
      #expect(check.status == 64)
      return check.errors
    }
    let expected = "expected a library (.so), a manifest (.json) or the name of a game\n"
    #expect(
      try errors(".tesuji/plugins") == "error: found the folder '.tesuji/plugins', \(expected)")
    #expect(try errors("./none.txt") == "error: there is no file './none.txt'; \(expected)")
    try Data().write(to: folder.url.appending(path: "a.txt"))
    #expect(try errors("a.txt") == "error: found the file 'a.txt', \(expected)")
    let broken = folder.url.appending(path: "a.json")
    try Data("{".utf8).write(to: broken)
    let check = try Program.run(["plugin", "check", "a.json"], in: folder.url)
    #expect(check.status == 1)
    #expect(check.lines.first?.contains(": not a plugin manifest: not JSON") == true)
  }
}
