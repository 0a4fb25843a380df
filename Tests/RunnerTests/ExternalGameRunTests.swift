import Foundation
import Network
import Testing

/// Runs of a game that is not part of the program.
@Suite struct ExternalGameRunTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Compiles the example game into a project's own plugin folder, perhaps with one of the faults of
  /// `broken.c`.
  private func project(fault: Int? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let plugins = folder.url.appending(path: ".tesuji/plugins")
    try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=c11", "-O2", "-fPIC", "-shared",
      "-I\(Self.root.appending(path: "Sources/CGamePlugin/include").path())",
      "-o", plugins.appending(path: "nim.so").path(),
    ]
    let sound = Self.root.appending(path: "Plugins/Nim/nim.c").path()
    if let fault {
      let broken = Self.root.appending(path: "Tests/ExternalGamesTests/broken.c").path()
      compiler.arguments? += [
        "-D_DEFAULT_SOURCE", "-DFAULT=\(fault)", "-DNIM=\"\(sound)\"", broken,
      ]
    } else {
      compiler.arguments?.append(sound)
    }
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

  @Test(arguments: [
    (11, "found 1000 legal actions in a game that is not over, expected 1 to 21"),
    (27, " refused with -7, expected that it is taken"),
    (28, "found 0 legal actions in a game that is not over, expected 1 to 21"),
    (29, "found the legal action 25"),
    (30, "found the turn of player 9, expected player 0 or 1"),
    (31, "expected finite numbers, the cost at least 0"),
    (32, "as element 4 of an observation, expected a finite number"),
    (33, "found no state from 'state_clone', expected one"),
  ])
  func `a library that breaks its word in play ends the program with a sentence`(
    _ fault: Int, _ sentence: String
  ) throws {
    let folder = try project(fault: fault)
    // It makes every kind of call.
    let run = try Program.run(
      ["bench", "rules", "nim", "--runs", "1", "--seconds", "0.001"], in: folder.url)
    #expect(run.status == 1)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(run.errors)")
    #expect(lines.first?.hasPrefix("error: plugin ") == true, "\(run.errors)")
    #expect(lines.first?.contains(".tesuji/plugins/nim.so: game 'nim': ") == true)
    #expect(lines.first?.contains(sentence) == true, "\(run.errors)")
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
