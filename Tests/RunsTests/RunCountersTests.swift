import Testing

@testable import Learning
@testable import Runs

@Suite struct RunCountersTests {
  @Test func `rates are of the time since they were last told, and counts of the whole run`() throws
  {
    let start = ContinuousClock.now
    let counters = RunCounters(
      games: 10, positions: 1000, trainingSteps: 50, batchCapacity: 8, at: start)
    counters.update {
      $0.games += 1
      $0.positions += 300
      $0.trainingSteps += 40
    }
    counters.meter.count(48, since: EvaluationMeter.now)
    counters.meter.count(32, since: EvaluationMeter.now)
    var report = ProgressReport()
    counters.write(into: &report, at: start + .seconds(10))
    #expect((report.games, report.trainingSteps) == (11, 90))
    #expect(abs(try #require(report.positionsPerSecond) - 30) < 0.1)
    #expect(abs(try #require(report.stepsPerSecond) - 4) < 0.1)
    #expect(abs(try #require(report.evaluationsPerSecond) - 8) < 0.1)

    counters.update { $0.positions += 500 }
    counters.write(into: &report, at: start + .seconds(20))
    #expect(abs(try #require(report.positionsPerSecond) - 50) < 0.1)
    #expect(report.stepsPerSecond == 0)
    #expect(report.evaluationsPerSecond == 0)
  }

  @Test func `a rate is not told anew within two seconds`() {
    let start = ContinuousClock.now
    let counters = RunCounters(
      games: 0, positions: 0, trainingSteps: 0, batchCapacity: 8, at: start)
    var report = ProgressReport()
    counters.update { $0.positions = 100 }
    counters.write(into: &report, at: start + .seconds(10))
    let rate = report.positionsPerSecond
    counters.update { $0.positions = 1_000_000 }
    counters.write(into: &report, at: start + .seconds(11))
    #expect(report.positionsPerSecond == rate)
    #expect(report.batchFill == nil, "no call of the network yet")
  }

  @Test func `losses are told once there was a step, a reward's only where there is one`() {
    let start = ContinuousClock.now
    let counters = RunCounters(
      games: 0, positions: 0, trainingSteps: 0, batchCapacity: 8, at: start)
    var report = ProgressReport()
    counters.write(into: &report, at: start)
    #expect(report.losses.isEmpty && report.positionsPerSecond == nil && report.dataAge == nil)
    counters.update {
      $0.losses = TrainingLosses(total: 3, policy: 2, value: 1, reward: 0)
      $0.dataAge = 7
    }
    counters.write(into: &report)
    #expect(report.losses.map(\.name) == ["policy", "value"] && report.dataAge == 7)
    counters.update { $0.losses?.reward = 0.5 }
    counters.write(into: &report)
    #expect(report.losses.map(\.name) == ["policy", "value", "reward"])
  }
}
