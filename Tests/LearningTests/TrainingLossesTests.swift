import Learning
import Testing

@Suite struct TrainingLossesTests {
  @Test func `the mean begins with the first step and then moves slowly`() {
    let first = TrainingLosses(total: 3, policy: 2, value: 1, reward: 0.5)
    let mean = TrainingLosses().blended(with: first)
    #expect(mean == first)
    let next = mean.blended(with: TrainingLosses(total: 2, policy: 1, value: 0, reward: 0))
    #expect(abs(next.total - 2.99) < 1e-6)
    #expect(abs(next.policy - 1.99) < 1e-6)
    #expect(abs(next.value - 0.99) < 1e-6)
    #expect(abs(next.reward - 0.495) < 1e-6)
  }
}
