import Foundation
import Testing

@testable import Experiments

@Suite struct ExperimentStoreReadingTests {
  @Test func `a run is found by name, identifier, its beginning or end, and commit`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin("go-small")
    let first = run.tip
    try run.checkpoint(step: 1, files: [:], progress: [:])
    let tip = fixture.found(run)
    let id = run.id.description
    for text in ["go-small", id, id.lowercased(), String(id.prefix(20)), String(id.suffix(6))] {
      #expect(try fixture.store.find(text) == tip, "\(text)")
    }
    #expect(
      try fixture.store.find(first.short) == FoundRun(id: run.id, commit: first))
    #expect(throws: ExperimentError.unknownRun("go-smal", suggestion: "go-small")) {
      try fixture.store.find("go-smal")
    }
    #expect(throws: ExperimentError.unknownRun("0000000", suggestion: nil)) {
      try fixture.store.find("0000000")
    }
  }

  @Test func `an abbreviation of two runs is refused with both`() throws {
    let fixture = try StoreFixture()
    let one = try fixture.begin()
    let two = try fixture.begin()
    let both = [one.id, two.id].sorted().map(\.description)
    let common = String(one.id.description.prefix(6))
    #expect(throws: ExperimentError.ambiguousRun(common, candidates: both)) {
      try fixture.store.find(common)
    }
  }

  @Test func `show gives back what was recorded`() throws {
    let fixture = try StoreFixture()
    let resolved = try resolveSample("[search]\nsimulations = 9")
    let run = try fixture.begin("shown", configuration: resolved.canonicalJSON)
    let chain = sampleChain(steps: 4)
    try run.events.append(["kind": .text("phase")])
    try run.finish(summary: ["elo": .number(12.5)], digests: chain, games: "1\n2\n")
    try run.verify(against: run.tip, chain.compare(with: chain))
    let details = try fixture.store.show(fixture.found(run))
    #expect(details.summary.name == "shown")
    #expect(details.summary.configuration == resolved.identity)
    #expect(details.state == .finished)
    #expect(details.configurationText == resolved.canonicalJSON)
    #expect(details.results == .table(["elo": .number(12.5)]))
    #expect(details.digests == chain)
    #expect(details.verification?.verdict == "identical")
    #expect(
      details.provenance["environment"]?.value(at: ConfigPath(["versions", "swift"])) == .text("6"))
    let events = try fixture.git("show", "\(run.id.reference):results/events.json")
    #expect(events.contains("events.jsonl"))
  }

  @Test func `states are seen from the lock and the record`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    func state() throws -> [RunState] { try fixture.store.list().map(\.state) }
    #expect(try state() == [.running])
    run.close()
    #expect(try state() == [.interrupted])
    let (again, _) = try fixture.store.resume(run.id)
    #expect(try state() == [.running])
    try again.finish(summary: [:], digests: DigestChain())
    #expect(try state() == [.finished])
  }

  @Test func `the list is the same with an index that is fresh, old, missing or broken`() throws {
    let fixture = try StoreFixture()
    for number in 0..<3 {
      let configuration = try resolveSample(overrides: ["seed=\(number)"]).canonicalJSON
      try fixture.begin(configuration: configuration)
        .checkpoint(step: number, files: [:], progress: [:])
    }
    func rows() throws -> [String] {
      try fixture.store.list().map { "\($0.summary) \($0.settings["seed"] ?? "?") \($0.results)" }
    }
    let path = fixture.store.indexPath
    let first = try rows()
    #expect(first.count == 3)
    #expect(try rows() == first)
    FileSystem.remove(path)
    #expect(try rows() == first)
    try FileSystem.writeAtomically(Array("not a database".utf8), to: path, isDurable: false)
    #expect(try rows() == first)

    // A moved tip is read anew, a removed reference leaves the index.
    let run = try fixture.begin()
    #expect(try rows().count == 4)
    try run.finish(summary: ["elo": .integer(3)], digests: DigestChain())
    #expect(try fixture.store.list().last?.results == .table(["elo": .integer(3)]))
    _ = try fixture.git("update-ref", "-d", run.id.reference)
    #expect(try rows() == first)
    let index = try ExperimentIndex(path: path)
    let expected = try fixture.store.tips().map { tip in
      (tip.id.reference, try fixture.store.entry(for: tip))
    }
    #expect(try index.rows() == Dictionary(uniqueKeysWithValues: expected))
  }

  @Test func `the difference of two runs names keys, code, environment, results and digests`()
    throws
  {
    let fixture = try StoreFixture()
    let project = try TemporaryFolder()
    try runGit(["init", "-q", project.path])
    func run(_ line: String, _ override: String, swift: String, elo: Int, odd: Int?) throws
      -> FoundRun
    {
      try project.write("let x = \(line)\n", to: "Rules.swift")
      var intent = sampleIntent
      intent.configuration = try resolveSample(overrides: [override]).canonicalJSON
      intent.codeFolder = project.path
      intent.provenance.environment.versions["swift"] = swift
      let run = try fixture.store.begin(intent, id: newRun())
      try run.finish(
        summary: ["elo": .integer(elo)], digests: sampleChain(steps: 5, oddStep: odd))
      return fixture.found(run)
    }
    let left = try run("1", "search.cpuct=1", swift: "6.2", elo: 10, odd: nil)
    let right = try run("2", "search.cpuct=2", swift: "6.3", elo: 20, odd: 3)
    let difference = try fixture.store.diff(left, right)
    #expect(difference.configuration.map(\.description) == ["search.cpuct: 1.0 -> 2.0"])
    #expect(difference.code.contains("-let x = 1\n+let x = 2\n"))
    #expect(
      difference.environment.map(\.description).contains(
        "environment.versions.swift: \"6.2\" -> \"6.3\""))
    #expect(difference.results.map(\.description) == ["elo: 10 -> 20"])
    #expect(difference.digests == .different(step: 30, component: .weights))
    #expect(try fixture.store.diff(left, left).code == "")
  }

  @Test func `a record of a later format is refused`() throws {
    let bytes = Array("{\"format\": 2}".utf8)
    #expect(
      throws: ExperimentError.corrupt(
        "run.json", reason: "it has format 2; this program reads format 1")
    ) { try RunRecord.read(bytes, of: "run.json") }
  }

  @Test func `a damaged record is named`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    let broken = try git { () throws(GitError) in
      let repository = fixture.store.repository
      let tree = try repository.writeTree(["run.json": .bytes(Array("{\"id\": ".utf8))])
      let message = CommitMessage("x", kind: .checkpoint, run: run.id)
      return try repository.writeCommit(
        tree: tree, parent: run.tip, message: message.text, author: fixture.store.author)
    }
    _ = try fixture.git("update-ref", run.id.reference, broken.description)
    do {
      _ = try fixture.store.list()
      Issue.record("the damage was not seen")
    } catch {
      #expect(
        error.description
          == "run.json of \(broken.short) cannot be read: "
          + "expected a value, found the end of the text, line 1, column 8")
    }
  }
}
