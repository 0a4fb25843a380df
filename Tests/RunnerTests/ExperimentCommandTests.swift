import Experiments
import Foundation
import Testing

@Suite struct ExperimentCommandTests {
  private let folder: TemporaryFolder
  private let runs: [RunIdentifier]

  /// Two runs: a finished one, named `first`, and one without an end.
  init() throws {
    folder = try TemporaryFolder()
    let store = try ExperimentStore.open(
      project: folder.url.path(), author: CommitAuthor(name: "Test", email: "test@example.org"),
      isDurable: false)
    var generator = SystemRandomNumberGenerator()
    var runs: [RunIdentifier] = []
    for (index, seed) in [1, 2].enumerated() {
      var intent = RunIntent(
        game: "tic-tac-toe", algorithm: "muzero", configuration: "{\n  \"seed\": \(seed)\n}\n",
        provenance: Provenance(
          binaries: [], environment: EnvironmentRecord(versions: [:], variables: [:]),
          hardware: HardwareRecord(
            processor: "abacus", features: [], cores: 1, memory: 1, accelerators: []),
          determinism: DeterminismRecord(mode: "deterministic", seed: seed)))
      intent.name = index == 0 ? "first" : nil
      let id = RunIdentifier(milliseconds: UInt64(1000 * (index + 1)), using: &generator)
      let run = try store.begin(intent, id: id)
      runs.append(id)
      try run.checkpoint(step: 5, files: [:], progress: [:])
      if index == 0 {
        try run.finish(summary: ["mistakes": .integer(3)], digests: DigestChain())
      } else {
        run.close()
      }
    }
    self.runs = runs
  }

  @Test func `runs are listed, the oldest first`() throws {
    let result = try Program.run(["experiment", "list", "--json"], in: folder.url)
    let list = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["id"] as? String } == runs.map(\.description))
    #expect(list.map { $0["state"] as? String } == ["finished", "interrupted"])
    #expect(list.map { $0["step"] as? Int } == [5, 5])
    #expect((list[0]["results"] as? [String: Int]) == ["mistakes": 3])
    let text = try Program.run(["experiment", "list"], in: folder.url)
    #expect(text.lines.count == 3)
    #expect(text.lines[1].contains("first"))
  }

  @Test func `a run is shown by its name or the end of its identifier`() throws {
    let byName = try Program.run(["experiment", "show", "first"], in: folder.url)
    #expect(byName.lines[0].hasSuffix(runs[0].description))
    #expect(byName.output.contains("mistakes = 3"))
    let end = String(runs[1].description.suffix(6))
    let byEnd = try Program.run(["experiment", "show", end, "--json"], in: folder.url)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(byEnd.output.utf8)) as? [String: Any])
    #expect((answer["settings"] as? [String: Int]) == ["seed": 2])
    let newest = try Program.run(["experiment", "show", "latest"], in: folder.url)
    #expect(newest.lines[0].hasSuffix(runs[1].description))
  }

  @Test func `the log lists commits, the newest first`() throws {
    let result = try Program.run(["experiment", "log", "first", "--json"], in: folder.url)
    let kinds = try result.lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["kind"]
        as? String
    }
    #expect(kinds == ["result", "checkpoint", "intent"])
  }

  @Test func `two runs are compared`() throws {
    let result = try Program.run(["experiment", "diff", "first", "latest"], in: folder.url)
    #expect(result.lines.contains("  seed: 1 -> 2"))
    #expect(result.lines.contains("  mistakes: 3 removed"))
    #expect(result.lines.contains("code: the same"))
  }

  @Test func `a run that is not there is told`() throws {
    let result = try Program.run(["experiment", "show", "frist"], in: folder.url)
    #expect(
      result
        == Finished(
          status: 65, output: "",
          errors: "error: no run is called 'frist'; did you mean 'first'?\n"))
  }

  @Test func `a folder without a store is told`() throws {
    let empty = try TemporaryFolder()
    let result = try Program.run(["experiment", "list"], in: empty.url)
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("error: there is no experiment store in "))
  }
}
