import Foundation
import Network
import Testing

/// Runs of a game that is not part of the program.
@Suite struct ExternalGameRunTests {
  @Test(
    .enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"),
    arguments: ["alphazero", "muzero"])
  func `it is trained on, repeated, analysed and played like any other`(
    _ mode: String
  ) throws {
    let folder = try PluginProject.withLibrary()
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
    let folder = try PluginProject.withLibrary(fault: fault)
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
    let folder = try PluginProject.withLibrary()
    let library = folder.url.appending(path: ".tesuji/plugins/nim.so")
    try Data("no library".utf8).write(to: library)
    let run = try Program.run(["train", "tictactoe-muzero", "game.name=nim"], in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("'game.name': unknown game 'nim'"))
    #expect(run.errors.contains("plugins/nim.so"))
    #expect(run.errors.contains("cannot be loaded"))
  }

  @Test func `AlphaZero mode tells why it cannot search on a game of a process`() throws {
    let folder = try PluginProject.withServer()
    let run = try Program.run(
      ["train", "tictactoe-alphazero", "game.name=take:slow"], in: folder.url)
    #expect(run.status == 65)
    #expect(
      run.errors.contains(
        "which game 'take:slow' cannot make: the server cannot save and restore a position"),
      "\(run.errors)")
  }

  @Test func `the measurement of a game of a process ends, and says what a second is`() throws {
    let folder = try PluginProject.withServer()
    let run = try Program.run(
      ["bench", "rules", "take", "--runs", "1", "--seconds", "0.01"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let figures = run.lines.filter { $0.hasPrefix("take ") }
    #expect(figures.count == 8 && figures.allSatisfy { $0.contains(", by the clock") })
  }
}
