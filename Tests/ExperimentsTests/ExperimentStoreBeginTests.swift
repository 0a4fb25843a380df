import Foundation
import Testing

@testable import Experiments

@Suite struct ExperimentStoreBeginTests {
  @Test func `the first commit holds everything that determines the run`() throws {
    let fixture = try StoreFixture()
    let layers = [
      try ConfigLayer.toml("seed = 1", origin: .file("experiments/my.toml")),
      try ConfigLayer.override("seed=2"),
    ]
    let resolved = try sampleSchema.resolve(layers)
    var intent = sampleIntent
    intent.name = "first-run"
    intent.configuration = resolved.canonicalJSON
    intent.record(layers)
    let run = try fixture.store.begin(intent, id: newRun())
    let files = try fixture.git("ls-tree", "-r", "--name-only", run.id.reference)
    #expect(
      files.split(separator: "\n") == [
        "config/overrides.txt", "config/resolved.json", "config/source/my.toml",
        "provenance/binaries.json", "provenance/code.json", "provenance/determinism.json",
        "provenance/environment.json", "provenance/hardware.json", "run.json",
      ])
    #expect(
      try fixture.git("rev-parse", "\(run.id.reference):config/resolved.json")
        == resolved.identity)
    #expect(try fixture.git("show", "\(run.id.reference):config/overrides.txt") == "seed=2")
    #expect(
      try fixture.git("rev-parse", "refs/experiments/names/first-run") == run.tip.description)
  }

  @Test func `plain git reads the history and its trailers`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    try run.checkpoint(step: 100, files: [:], progress: [:])
    let log = try fixture.git(
      "log",
      "--format=%s|%(trailers:key=Tesuji-Kind,valueonly,separator=%x20)"
        + "|%(trailers:key=Tesuji-Step,valueonly,separator=%x20)", run.id.reference)
    #expect(
      log.split(separator: "\n") == [
        "Checkpoint at step 100, 0 bytes|checkpoint|100",
        "Begin \(run.id): muzero on connect-four|intent|",
      ])
  }

  @Test func `a name is given once`() throws {
    let fixture = try StoreFixture()
    let first = try fixture.begin("twin")
    #expect(throws: ExperimentError.nameTaken("twin", by: first.id.description)) {
      try fixture.begin("twin")
    }
    #expect(try fixture.store.tips().map(\.id) == [first.id])
  }

  @Test func `a name claimed for a run that never began is free again`() throws {
    let fixture = try StoreFixture()
    let lost = try fixture.begin("lost")
    _ = try fixture.git("update-ref", "-d", lost.id.reference)
    #expect(throws: ExperimentError.nameTaken("lost", by: lost.id.description)) {
      try fixture.begin("lost")
    }
    lost.close()
    let run = try fixture.begin("lost")
    #expect(try fixture.store.find("lost").id == run.id)
  }

  @Test(arguments: ["", "A", "a/b", "a b", "-a", "a..b", "a.lock", "..", "é"])
  func `a name that git would not take is refused`(name: String) throws {
    let fixture = try StoreFixture()
    #expect(throws: ExperimentError.invalidName(name)) { try fixture.begin(name) }
  }

  @Test func `the password of an address is not recorded`() throws {
    let fixture = try StoreFixture()
    let project = try TemporaryFolder()
    try runGit(["init", "-q", project.path])
    try runGit([
      "-C", project.path, "remote", "add", "origin", "https://me:secret@example.org/a.git",
    ])
    var intent = sampleIntent
    intent.codeFolder = project.path
    let run = try fixture.store.begin(intent, id: newRun())
    let code = try fixture.git("show", "\(run.id.reference):provenance/code.json")
    #expect(code.contains("\"url\": \"https://example.org/a.git\""))
    #expect(!code.contains("secret"))
  }

  @Test func `code that cannot be copied is said to be missing`() throws {
    let fixture = try StoreFixture()
    let project = try TemporaryFolder()
    var intent = sampleIntent
    intent.codeFolder = project.path
    let run = try fixture.store.begin(intent, id: newRun())
    let code = try fixture.git("show", "\(run.id.reference):provenance/code.json")
    #expect(code.contains("\(project.path) is not a git work tree"), "\(code)")
  }

  @Test func `of several processes exactly one gets each name`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    _ = try StoreFixture.open(path)
    await withTaskGroup(of: Void.self) { group in
      for process in 0..<3 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, process = process as Int] in
            let store = try StoreFixture.open(path)
            var won: [String] = []
            for number in 0..<40 {
              var intent = sampleIntent
              intent.name = "name-\(number)"
              do {
                _ = try store.begin(intent, id: newRun())
                won.append("name-\(number)")
              } catch ExperimentError.nameTaken {}
            }
            try FileSystem.writeAtomically(
              Array(won.joined(separator: "\n").utf8), to: "\(path)/won-\(process)",
              isDurable: false)
          }
        }
      }
    }
    var winners: [String] = []
    for process in 0..<3 {
      let text = String(decoding: try FileSystem.read("\(path)/won-\(process)"), as: UTF8.self)
      winners += text.split(separator: "\n").map(String.init)
    }
    #expect(winners.sorted() == (0..<40).map { "name-\($0)" }.sorted())
    let store = try StoreFixture.open(path)
    #expect(try store.tips().count == 40)
    #expect(try unsoundness(of: path) == [])
  }
}
