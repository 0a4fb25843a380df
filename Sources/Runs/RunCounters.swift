import Foundation
import Learning
import Synchronization

/// What the threads of a run count, and the rates that follow.
final class RunCounters: Sendable {
  /// What is counted.
  struct Numbers: Sendable {
    var games = 0
    var positions = 0
    var trainingSteps = 0
    /// `nil` before the first step.
    var losses: TrainingLosses?
    /// The mean age of the positions of the last step, in games; `nil` before the first step.
    var dataAge: Double?
  }

  /// Counts the calls of the network in self-play.
  let meter = EvaluationMeter()
  private let numbers: Mutex<Numbers>
  private let last: Mutex<Snapshot>

  private struct Snapshot: Sendable {
    var time: ContinuousClock.Instant
    var positions = 0
    var evaluations = 0
    var calls = 0
    var steps = 0
    var positionsPerSecond: Double?
    var evaluationsPerSecond: Double?
    var stepsPerSecond: Double?
    var batchFill: Double?
  }

  /// The most positions that one call of the network judges.
  private let batchCapacity: Int

  init(
    games: Int, positions: Int, trainingSteps: Int, batchCapacity: Int,
    at time: ContinuousClock.Instant = .now
  ) {
    self.batchCapacity = batchCapacity
    let start = Numbers(games: games, positions: positions, trainingSteps: trainingSteps)
    numbers = Mutex(start)
    last = Mutex(Snapshot(time: time, positions: positions, steps: trainingSteps))
  }

  /// Counts.
  func update(_ change: (inout Numbers) -> Void) {
    numbers.withLock { change(&$0) }
  }

  /// What was counted so far.
  var current: Numbers { numbers.withLock { $0 } }

  /// Writes the counts and the rates of the last seconds into a report.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - time: The present.
  func write(into report: inout ProgressReport, at time: ContinuousClock.Instant = .now) {
    let now = current
    let rates = last.withLock { snapshot in
      let seconds = (time - snapshot.time) / .seconds(1)
      // Over shorter times a rate is noise.
      if seconds >= 2 {
        snapshot.positionsPerSecond = Double(now.positions - snapshot.positions) / seconds
        snapshot.evaluationsPerSecond = Double(meter.evaluations - snapshot.evaluations) / seconds
        snapshot.stepsPerSecond = Double(now.trainingSteps - snapshot.steps) / seconds
        let calls = meter.calls
        if calls > snapshot.calls {
          snapshot.batchFill =
            Double(meter.evaluations - snapshot.evaluations)
            / Double((calls - snapshot.calls) * batchCapacity)
        }
        snapshot.time = time
        snapshot.positions = now.positions
        snapshot.evaluations = meter.evaluations
        snapshot.calls = calls
        snapshot.steps = now.trainingSteps
      }
      return snapshot
    }
    report.games = now.games
    report.trainingSteps = now.trainingSteps
    report.dataAge = now.dataAge
    report.positionsPerSecond = rates.positionsPerSecond
    report.evaluationsPerSecond = rates.evaluationsPerSecond
    report.stepsPerSecond = rates.stepsPerSecond
    report.batchFill = rates.batchFill.map { min($0, 1) }
    if let losses = now.losses {
      report.losses = [
        .init(name: "policy", value: Double(losses.policy)),
        .init(name: "value", value: Double(losses.value)),
      ]
      if losses.reward > 0 {
        report.losses.append(.init(name: "reward", value: Double(losses.reward)))
      }
    }
  }
}
