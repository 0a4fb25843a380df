import Network
import Testing

@Suite struct LearningRateScheduleTests {
  static func schedule(
    _ shape: LearningRateSchedule.Shape, _ initial: Double, steps: Int = 0, _ marks: [Int] = []
  ) -> LearningRateSchedule {
    var schedule = LearningRateSchedule()
    schedule.shape = shape
    schedule.initial = initial
    schedule.decaySteps = steps
    schedule.boundaries = marks
    return schedule
  }

  static let alphaZero = schedule(.steps, 0.2, [100_000, 300_000, 500_000])

  // The values of the papers' formulas at a few steps.
  @Test(arguments: [
    (schedule(.exponential, 0.05, steps: 350_000), 100_000, 0.0258974),
    (schedule(.exponential, 0.05, steps: 350_000), 350_000, 0.005),
    (schedule(.exponential, 0.05, steps: 350_000), 1_000_000, 6.95e-5),
    (schedule(.exponential, 0.1, steps: 400_000), 100_000, 0.0562341),
    (schedule(.exponential, 0.1, steps: 400_000), 1_000_000, 3.16e-4),
    (schedule(.cosine, 1e-4, steps: 1_000_000), 0, 1e-4),
    (schedule(.cosine, 1e-4, steps: 1_000_000), 250_000, 8.5355e-5),
    (schedule(.cosine, 1e-4, steps: 1_000_000), 500_000, 5e-5),
    (schedule(.cosine, 1e-4, steps: 1_000_000), 1_000_000, 0),
    (schedule(.cosine, 1e-4, steps: 1_000_000), 2_000_000, 0),
    (alphaZero, 0, 0.2), (alphaZero, 99_999, 0.2), (alphaZero, 100_000, 0.02),
    (alphaZero, 400_000, 0.002), (alphaZero, 700_000, 0.0002),
    (schedule(.constant, 0.3), 12, 0.3),
  ])
  func `rates are those of the papers`(
    _ schedule: LearningRateSchedule, _ step: Int, _ expected: Double
  ) {
    #expect(abs(schedule.rate(at: step) - expected) <= 2e-3 * expected + 1e-15)
  }
}
