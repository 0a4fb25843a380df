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
  /// What is run: a preset, and what is changed of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let preset: String
    var changes: [String] = []

    var testDescription: String { ([preset] + changes).joined(separator: " ") }
  }

  static func tiny(
    _ preset: String, _ changes: [String] = []
  ) throws -> ResolvedConfiguration<RunConfiguration> {
    try RunConfiguration.load(
      preset,
      overrides: [
        "network.width=16", "selfPlay.gamesPerGeneration=12", "selfPlay.gamesAtOnce=5",
        "search.simulations=8", "training.generations=4", "training.stepsPerGeneration=5",
        "training.minimumGames=12", "training.batchSize=16", "training.checkpointInterval=2",
        "training.windowGames=30", "evaluation.interval=0", "evaluation.simulations=4",
      ] + changes, files: .ofSources)
  }

  static let cases = [
    Case(preset: "tictactoe-alphazero"), Case(preset: "tictactoe-muzero"),
    Case(
      preset: "tictactoe-muzero", changes: ["training.priorityAlpha=1", "training.priorityBeta=1"]),
  ]

  @Test(arguments: cases)
  func `the number of workers changes nothing`(_ run: Case) throws {
    let configuration = try Self.tiny(run.preset, run.changes)
    let one = try inFolder { try $0.start(configuration, options: RunOptions(workers: 1)) }
    let three = try inFolder { try $0.start(configuration, options: RunOptions(workers: 3)) }
    #expect(one.digests.links.count == 4)
    #expect(one.digests == three.digests)
  }

  @Test(arguments: cases)
  func `a run that is stopped at any moment and resumed gives the same`(_ run: Case) throws {
    let configuration = try Self.tiny(run.preset, run.changes)
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
          return try training.start(configuration, options: options(limit)) { id = $0.id }
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
      // Games and positions are counted from the records: nothing is counted twice or not at all.
      #expect(pieces.figures == whole.figures, "stopped after \(limit) looks")
    }
  }

  @Test func `prioritised replay draws other positions`() throws {
    let changes = Self.cases[2].changes
    let uniform = try inFolder {
      try $0.start(Self.tiny("tictactoe-muzero"), options: RunOptions(workers: 2))
    }
    let prioritised = try inFolder {
      try $0.start(Self.tiny("tictactoe-muzero", changes), options: RunOptions(workers: 2))
    }
    // The games of the first generation are played before anything is drawn.
    #expect(uniform.digests.links[0].weights == prioritised.digests.links[0].weights)
    #expect(uniform.digests.links[1].batch != prioritised.digests.links[1].batch)
  }

  @Test func `a run that was stopped between its last generation and its result is completed`()
    throws
  {
    let configuration = try Self.tiny("tictactoe-alphazero")
    let whole = try inFolder { try $0.start(configuration, options: RunOptions(workers: 1)) }
    let pieces = try inFolder { training in
      let isMeasuring = Mutex(false)
      let options = RunOptions(
        workers: 1, shouldStop: { isMeasuring.withLock { $0 } },
        progress: { report in
          if report.phase == "measuring strength at the end" { isMeasuring.withLock { $0 = true } }
        })
      var id: RunIdentifier?
      #expect(throws: RunInterrupted.self) {
        try training.start(configuration, options: options) { id = $0.id }
      }
      return try training.resume(#require(id).description, options: RunOptions(workers: 1))
    }
    #expect(pieces.digests == whole.digests)
    #expect(pieces.figures == whole.figures)
    #expect(pieces.result.strength == whole.result.strength)
  }

  @Test func `a repetition that was stopped stays one when it is resumed`() throws {
    let configuration = try Self.tiny("tictactoe-alphazero")
    try inFolderOf { training, store in
      let first = try training.start(configuration, options: RunOptions(workers: 1))
      var id: RunIdentifier?
      let looks = Mutex(0)
      let stopping = RunOptions(
        workers: 1,
        shouldStop: {
          looks.withLock {
            $0 += 1; return $0 > 30
          }
        })
      #expect(throws: RunInterrupted.self) {
        try training.reproduce(first.id.description, options: stopping) { id = $0.id }
      }
      let name = try #require(id).description
      let again = try training.resume(name, options: RunOptions(workers: 2))
      #expect(again.comparison == .identical)
      let details = try store().show(store().find(name))
      #expect(details.record.reproduces == first.commit.description)
      #expect(details.verification?.verdict == "identical")
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `the first failure of a worker stops all, and is recorded`() throws {
    // More games than are played until the learner's first step is seen, and more steps than are
    // taken until a game fails.
    let configuration = try Self.tiny(
      "tictactoe-alphazero",
      ["selfPlay.gamesPerGeneration=5000", "training.stepsPerGeneration=20000"])
    try inFolderOf { training, store in
      var id: RunIdentifier?
      let isLearning = Mutex(false)
      let stopping = RunOptions(
        workers: 1, shouldStop: { isLearning.withLock { $0 } },
        progress: { report in
          if report.trainingSteps > 0 { isLearning.withLock { $0 = true } }
        })
      #expect(throws: RunInterrupted.self) {
        try training.start(configuration, options: stopping) { id = $0.id }
      }
      let name = try #require(id).description
      // The games of the generation that was interrupted are played again, to a disk that is full.
      let folder = "\(training.project)/.tesuji/runs/\(name)/games"
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/games-000001.shard", withDestinationPath: "/dev/full")
      let error = #expect(throws: ReplayError.self) {
        try training.resume(name, options: RunOptions(workers: 3))
      }
      #expect(error.map { "\($0)" }?.contains("games-000001.shard") == true)
      let details = try store().show(store().find(name))
      #expect(details.state == .failed)
      #expect(
        details.failure?.value(at: ConfigPath(["reason"])) == error.map { .text("\($0)") })
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
        try training.start(configuration, options: stopping) { id = $0.id }
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
}
