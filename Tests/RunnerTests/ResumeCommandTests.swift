import Experiments
import Foundation
import GameProtocol
import Network
import Testing

@Suite(
  .enabled(
    if: TorchLibrary.isAvailable && InferencePlanLibrary.isAvailable,
    "LibTorch and the inference plan are not installed"))
struct ResumeCommandTests {
  @Test(arguments: ["tictactoe-alphazero", "tictactoe-muzero"])
  func `a run killed at random moments and resumed comes to the same digests`(
    _ preset: String
  ) throws {
    let folder = try TemporaryFolder()
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Program.run(
      ShortRun.arguments(preset, name: "whole") + ["--workers", "2"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let seconds = (clock.now - start) / .seconds(1)
    let whole = try #require(try ShortRun.details("whole", in: folder))
    #expect(whole.digests.links.count == 6)
    for workers in [1, 3] {
      let killed = try self.killed(preset, workers: workers, within: seconds, in: folder)
      #expect(killed.digests == whole.digests, "with \(workers) workers")
      #expect(try ShortRun.figures(killed) == ShortRun.figures(whole))
      #expect(killed.state == .finished)
    }
  }

  /// Carries out a run whose process is killed five times, each at a moment of its own.
  private func killed(
    _ preset: String, workers: Int, within seconds: Double, in folder: TemporaryFolder
  ) throws -> RunDetails {
    var name = "killed-\(workers)"
    var seconds = seconds
    var moments = CounterRandom(seed: 1, stream: .move, game: UInt64(workers))
    var kills = 0
    while true {
      // A run that was killed before it was recorded has left nothing and begins again.
      let begun = try ShortRun.details(name, in: folder)
      // A kill may come between the end of a run and that of its process.
      if let begun, begun.state == .finished { return begun }
      let program = try ProgramSession(
        (begun != nil ? ["resume", name] : ShortRun.arguments(preset, name: name))
          + ["--workers", "\(workers)"], in: folder.url)
      let moment = kills < 5 ? moments.uniform() * seconds * 0.8 : 300
      let ended = try program.kill(after: moment)
      if ended.status == SIGKILL {
        kills += 1
        continue
      }
      #expect(ended.status == 0, "\(ended.errors)")
      if kills == 0 {
        // The machine has become faster since the whole run was timed: again, with earlier moments.
        (name, seconds) = (name + "-again", seconds / 2)
        continue
      }
      return try #require(try ShortRun.details(name, in: folder))
    }
  }

  @Test func `a run that is not there is told, with the nearest name`() throws {
    let folder = try TemporaryFolder()
    let store = try ExperimentStore.open(project: folder.url.path(), isDurable: false)
    #expect(try store.tips().isEmpty)
    let result = try Program.run(["resume", "gone"], in: folder.url)
    #expect(
      result == Finished(status: 65, output: "", errors: "error: no run is called 'gone'\n"))
  }
}
