import Experiments
import Foundation
import Learning
import Network
import Runs
import Synchronization
import Testing

/// What a run tells while it goes on, and what of it is recorded.
@Suite(.enabled(if: TorchLibrary.isAvailable && InferencePlanLibrary.isAvailable))
struct TrainingRunTests {
  /// Keeps all reports of a run.
  private final class Reports: Sendable {
    private let all = Mutex<[ProgressReport]>([])
    var value: [ProgressReport] { all.withLock { $0 } }
    func append(_ report: ProgressReport) { all.withLock { $0.append(report) } }
  }

  @Test func `progress moves within a generation and never back`() throws {
    let reports = Reports()
    let configuration = try TrainingTests.tiny(
      "tictactoe-alphazero", ["training.generations=3", "training.stepsPerGeneration=1000"])
    _ = try inFolder { training in
      try training.start(
        configuration, options: RunOptions(workers: 1, progress: { reports.append($0) }))
    }
    let done = reports.value.map(\.done)
    #expect(done == done.sorted())
    #expect(done.last == 1)
    #expect(done.contains { $0 > 0.34 && $0 < 0.66 }, "nothing was told within the generation")
    #expect(reports.value.last?.games == 24)
    #expect((reports.value.last?.diskBytes ?? 0) > 10_000)
  }

  @Test func `a resumed run remembers how strong it was at the start`() throws {
    let (before, after) = (Reports(), Reports())
    let configuration = try TrainingTests.tiny(
      "tictactoe-alphazero", ["evaluation.interval=1", "evaluation.positionsPerSet=100"])
    try inFolderOf { training, _ in
      var id: RunIdentifier?
      let options = RunOptions(
        workers: 1, shouldStop: { before.value.last?.phase.hasPrefix("generation 3 of") == true },
        progress: { before.append($0) })
      #expect(throws: RunInterrupted.self) {
        try training.start(configuration, options: options) { id = $0.id }
      }
      _ = try training.resume(
        #require(id).description,
        options: RunOptions(workers: 1, progress: { after.append($0) }))
    }
    let first = try #require(before.value.first { !$0.strength.isEmpty }?.strength.first)
    let last = try #require(after.value.last?.strength.first)
    #expect(first.firstRate == first.mistakeRate)
    #expect(last.firstRate == first.mistakeRate)
    #expect(last.firstNetworkRate == first.networkRate)
    #expect(last.networkRate != nil)
  }

  @Test func `games that repeat each other are warned of, on the screen and in the record`() throws
  {
    let reports = Reports()
    let configuration = try TrainingTests.tiny(
      "tictactoe-alphazero",
      [
        "selfPlay.gamesPerGeneration=60", "training.windowGames=200",
        "selfPlay.randomOpeningShare=0", "search.gumbelScale=0",
        "search.rootNoiseFraction=0", "search.temperature=0", "search.finalTemperature=0",
      ])
    try inFolderOf { training, store in
      let result = try training.start(
        configuration, options: RunOptions(workers: 1, progress: { reports.append($0) }))
      let shown = try #require(reports.value.last?.warnings)
      #expect(shown.contains { $0.contains("the games repeat each other") }, "\(shown)")
      let details = try store().show(store().find(result.id.description))
      #expect(
        details.results?.value(at: ConfigPath(["warnings"])) == .list(shown.map { .text($0) }))
      let events = try store().events(of: result.id).read()
      let kinds = events.map { $0.value(at: ConfigPath(["kind"])) }
      #expect(kinds.count { $0 == .text("diagnostics") } == 4)
    }
  }
}
