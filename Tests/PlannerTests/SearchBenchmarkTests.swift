import Testing

@testable import Planner

@Suite struct SearchBenchmarkTests {
  @Test(arguments: SearchConfiguration.Algorithm.allCases)
  func `the benchmark searches and returns a rate`(algorithm: SearchConfiguration.Algorithm) {
    let benchmark = SearchBenchmark(algorithm: algorithm, actionCount: 82)
    #expect(benchmark.simulationsPerSecond(seconds: 0.01) > 1000)
  }
}
