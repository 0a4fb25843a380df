import Foundation
import Network
import Testing

/// Runs of a game that is not part of the program.
@Suite struct ExternalGameRunTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Compiles the example game into a project's own plugin folder.
  private func project() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let plugins = folder.url.appending(path: ".tesuji/plugins")
    try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=c11", "-O2", "-fPIC", "-shared",
      "-I\(Self.root.appending(path: "Sources/CGamePlugin/include").path())",
      "-o", plugins.appending(path: "nim.so").path(),
      Self.root.appending(path: "Plugins/Nim/nim.c").path(),
    ]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "a C compiler is needed")
    return folder
  }

  @Test(
    .enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"),
    arguments: ["alphazero", "muzero"])
  func `it is trained on, repeated, analysed and played like any other`(
    _ mode: String
  ) throws {
    let folder = try project()
    let run = try Program.run(
      ShortRun.arguments("tictactoe-\(mode)", name: "external") + ["game.name=nim", "--json"],
      in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let shown = try Program.run(["experiment", "show", "external", "--json"], in: folder.url)
    #expect(shown.output.contains("plugins/nim.so"), "the library is part of the record")
    let again = try Program.run(["experiment", "reproduce", "external", "--json"], in: folder.url)
    #expect(again.output.contains(#""verdict":"identical"#), "\(again.errors)")
    let analysis = try Program.run(
      ["analyse", "external"], input: Data("{\"id\": 1, \"moves\": []}\n".utf8), in: folder.url)
    #expect(analysis.output.contains(#""policy":{"#), "\(analysis.errors)")
    let match = try Program.run(
      ["match", "nim", "external@4", "random", "--pairs", "2", "--json"], in: folder.url)
    #expect(match.status == 0, "\(match.errors)")
    let bench = try Program.run(["bench", "rules", "nim", "--json"], in: folder.url)
    #expect(bench.status == 0, "\(bench.errors)")
  }

  @Test func `a game whose plugin is missing or broken is told with the reason`() throws {
    let folder = try project()
    let library = folder.url.appending(path: ".tesuji/plugins/nim.so")
    try Data("no library".utf8).write(to: library)
    let run = try Program.run(["train", "tictactoe-muzero", "game.name=nim"], in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("'game.name': unknown game 'nim'"))
    #expect(run.errors.contains("plugins/nim.so"))
    #expect(run.errors.contains("cannot be loaded"))
  }

  @Test func `AlphaZero mode tells why it cannot search on a game of a process`() throws {
    let folder = try TemporaryFolder()
    let plugins = folder.url.appending(path: ".tesuji/plugins")
    try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
    for file in [
      "Plugins/Gymnasium/tesuji_process.py", "Tests/ExternalGamesTests/Servers/subtraction.py",
    ] {
      let source = Self.root.appending(path: file)
      try FileManager.default.copyItem(
        at: source, to: plugins.appending(path: source.lastPathComponent))
    }
    try Data(
      #"{"name": "take", "kind": "process", "command": ["python3", "subtraction.py"]}"#.utf8
    ).write(to: plugins.appending(path: "take.json"))
    let run = try Program.run(
      ["train", "tictactoe-alphazero", "game.name=take:slow"], in: folder.url)
    #expect(run.status == 65)
    #expect(
      run.errors.contains(
        "which game 'take:slow' cannot make: the server cannot save and restore a position"),
      "\(run.errors)")
  }
}
