import Foundation
import Testing

@testable import Experiments

@Suite struct ExperimentStoreResumeTests {
  @Test func `a run goes on from its newest checkpoint with all that was kept`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    let weights = try fixture.store.blobs.store(Array("weights".utf8))
    let chain = sampleChain(steps: 3)
    try run.checkpoint(step: 10, files: [:], progress: [:])
    try run.checkpoint(
      step: 20, files: ["weights": weights, "optimizer": weights],
      progress: ["games": .integer(7)], digests: chain)
    run.close()
    let (again, checkpoint) = try fixture.store.resume(run.id, configuration: "{}\n")
    #expect(checkpoint?.step == 20)
    #expect(checkpoint?.files == ["weights": weights, "optimizer": weights])
    #expect(checkpoint?.progress == .table(["games": .integer(7)]))
    #expect(checkpoint?.digests == chain)
    #expect(
      try fixture.store.log(fixture.found(again)).first?.summary.hasPrefix(
        "Resume from step 20 on ") == true)
  }

  @Test func `the lock file that a killed process left on the reference is removed`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    run.close()
    let lock = "\(fixture.store.folder)/experiments.git/\(run.id.reference).lock"
    #expect(FileManager.default.createFile(atPath: lock, contents: nil))
    // A reference that stays locked would be waited for no longer than this.
    fixture.store.patience = 0
    let again = try fixture.store.resume(run.id).run
    #expect(!FileManager.default.fileExists(atPath: lock))
    #expect(throws: Never.self) { try again.checkpoint(step: 1, files: [:], progress: [:]) }
  }

  @Test func `a run without a checkpoint starts from its beginning`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    run.close()
    #expect(try fixture.store.resume(run.id).checkpoint == nil)
  }

  @Test func `a run in use, finished or unknown is not resumed`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    #expect(throws: ExperimentError.runInUse(run.id)) { try fixture.store.resume(run.id) }
    try run.finish(summary: [:], digests: DigestChain())
    #expect(throws: ExperimentError.runFinished(run.id)) { try fixture.store.resume(run.id) }
    let unknown = newRun()
    #expect(throws: ExperimentError.unknownRun(unknown.description, suggestion: nil)) {
      try fixture.store.resume(unknown)
    }
    #expect(FileSystem.names(in: "\(fixture.store.folder)/runs") == [run.id.description])
  }

  @Test func `a changed configuration is refused with what changed`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin(configuration: try resolveSample().canonicalJSON)
    run.close()
    let changed = try resolveSample(overrides: ["search.cpuct=2"]).canonicalJSON
    do {
      _ = try fixture.store.resume(run.id, configuration: changed)
      Issue.record("the change was accepted")
    } catch {
      #expect(error.description.contains("search.cpuct: 1.25 -> 2.0"), "\(error)")
    }
    #expect(try fixture.store.tips().map(\.commit) == [run.tip])
  }

  @Test func `a failed run can be resumed`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    for number in 0..<30 { try run.events.append(["step": .integer(number)]) }
    try run.fail(reason: "loss is NaN\nat step 3")
    let listed = try fixture.store.list()
    #expect(listed.map(\.state) == [.failed])
    let details = try fixture.store.show(fixture.found(run))
    #expect(
      details.failure?.value(at: ConfigPath(["lastLines"]))
        == .list((10..<30).map { .text("{\"step\": \($0)}") }))
    // What made it fail is no longer how it stands.
    let resumed = try fixture.store.resume(run.id).run
    #expect(try fixture.store.show(fixture.found(resumed)).failure == nil)
  }

  @Test func `of several processes one resumes a run`() async throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    run.close()
    let path = fixture.folder.path
    let id = run.id
    let winners = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          guard let store = try? StoreFixture.open(path), let found = try? store.resume(id) else {
            return false
          }
          usleep(50_000)
          // The lock is held until here, so that nobody else can have come in meanwhile.
          return (try? found.run.checkpoint(step: 1, files: [:], progress: [:])) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    let tip = try #require(try fixture.store.tips().first)
    let kinds = try fixture.store.log(tip).map(\.kind)
    #expect(winners >= 1)
    #expect(kinds.count { $0 == .resume } == winners)
    #expect(kinds.count { $0 == .checkpoint } == winners)
  }
}
