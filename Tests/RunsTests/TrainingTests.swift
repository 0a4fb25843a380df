import Experiments
import Foundation
import Learning
import Network
import Runs
import Synchronization
import Testing

/// Whole runs, a few seconds each: what they promise about being repeated.
@Suite(.enabled(if: TorchLibrary.isAvailable && InferencePlanLibrary.isAvailable))
struct TrainingTests {
  static func tiny(_ preset: String) throws -> ResolvedConfiguration<RunConfiguration> {
    try RunConfiguration.load(
      preset,
      overrides: [
        "network.width=16", "selfPlay.gamesPerGeneration=12", "selfPlay.gamesAtOnce=5",
        "search.simulations=8", "training.generations=4", "training.stepsPerGeneration=5",
        "training.minimumGames=12", "training.batchSize=16", "training.checkpointInterval=2",
        "training.windowGames=30", "evaluation.interval=0", "evaluation.simulations=4",
      ], files: .ofSources)
  }

  static let presets = ["tictactoe-alphazero", "tictactoe-muzero"]

  @Test(arguments: presets)
  func `the number of workers changes nothing`(_ preset: String) throws {
    let configuration = try Self.tiny(preset)
    let one = try inFolder { try $0.start(configuration, options: RunOptions(workers: 1)) }
    let three = try inFolder { try $0.start(configuration, options: RunOptions(workers: 3)) }
    #expect(one.digests.links.count == 4)
    #expect(one.digests == three.digests)
  }

  @Test(arguments: presets)
  func `a run that is stopped at any moment and resumed gives the same`(_ preset: String) throws {
    let configuration = try Self.tiny(preset)
    let whole = try inFolder { try $0.start(configuration, options: RunOptions(workers: 2)) }
    for limit in [1, 9, 30] {
      let pieces = try inFolder { training in
        // Every session may look so often whether it shall stop, and then does.
        let looks = Mutex(0)
        func options(_ limit: Int) -> RunOptions {
          looks.withLock { $0 = 0 }
          return RunOptions(
            workers: 2,
            shouldStop: {
              looks.withLock {
                $0 += 1; return $0 > limit
              }
            })
        }
        var id: RunIdentifier?
        do {
          return try training.start(configuration, options: options(limit)) { id = $0 }
        } catch is RunInterrupted {}
        var sessions = 1
        while true {
          do {
            return try training.resume(
              #require(id).description, options: options(limit + 20 * sessions))
          } catch is RunInterrupted {}
          sessions += 1
          try #require(sessions < 50)
        }
      }
      #expect(pieces.digests == whole.digests, "stopped after \(limit) looks")
    }
  }

  @Test func `a run reproduces itself, and another seed does not`() throws {
    let configuration = try Self.tiny("tictactoe-muzero")
    let verdict = try inFolderOf { training, store in
      let first = try training.start(configuration, options: RunOptions(workers: 2))
      let again = try training.reproduce(
        first.id.description, options: RunOptions(workers: 1))
      let details = try store().show(store().find(again.id.description))
      #expect(details.verification?.verdict == "identical")
      #expect(details.record.reproduces == first.commit.description)
      return again.comparison
    }
    #expect(verdict == .identical)
    let other = try RunConfiguration.read(
      canonical: configuration.canonicalJSON.replacingOccurrences(
        of: "\"seed\": 0", with: "\"seed\": 1"), from: "test")
    let one = try inFolder { try $0.start(configuration, options: RunOptions(workers: 2)) }
    let two = try inFolder { try $0.start(other, options: RunOptions(workers: 2)) }
    #expect(one.digests != two.digests)
  }

  @Test func `a corrupt shard of games is named and nothing is lost`() throws {
    let configuration = try Self.tiny("tictactoe-alphazero")
    try inFolderOf { training, _ in
      var id: RunIdentifier?
      let looks = Mutex(0)
      let stopping = RunOptions(
        workers: 1,
        shouldStop: {
          looks.withLock {
            $0 += 1; return $0 > 40
          }
        })
      #expect(throws: RunInterrupted.self) {
        try training.start(configuration, options: stopping) { id = $0 }
      }
      let name = try #require(id).description
      let folder = URL(fileURLWithPath: "\(training.project)/.tesuji/runs/\(name)/games")
      let shard = try #require(
        FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().first)
      let file = folder.appendingPathComponent(shard)
      let whole = try Data(contentsOf: file)
      var damaged = whole
      damaged[whole.count / 2] ^= 0x55
      try damaged.write(to: file)
      let error = #expect(throws: ReplayError.self) {
        try training.resume(name, options: RunOptions(workers: 1))
      }
      #expect(error.map { "\($0)" }?.contains(shard) == true)
      // What was there before the damage can still be gone on with.
      try whole.write(to: file)
      #expect(throws: Never.self) { try training.resume(name, options: RunOptions(workers: 1)) }
    }
  }

  // MARK: Folders

  private func inFolder(_ body: (Training) throws -> RunResult) throws -> (
    result: RunResult, digests: DigestChain
  ) {
    try inFolderOf { training, store in
      let result = try body(training)
      return (result, try store().show(store().find(result.id.description)).digests)
    }
  }

  private func inFolderOf<Value>(
    _ body: (Training, () throws -> ExperimentStore) throws -> Value
  ) throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tesuji-runs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Training(project: folder.path)) {
      try ExperimentStore.open(project: folder.path, creating: false, isDurable: false)
    }
  }
}
