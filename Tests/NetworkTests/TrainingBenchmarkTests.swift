import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TrainingBenchmarkTests {
  @Test func `the first loss is that of uniform predictions`() throws {
    // ln 82 + ln 601 at the root, and after it a reward as well, all five steps together once.
    let expected: Float = 4.4067192 + 6.398595 + (4.4067192 + 2 * 6.398595)
    #expect(abs(try TrainingBenchmark().step() - expected) < 1e-3)
  }
}
