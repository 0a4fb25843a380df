import Experiments
import Runner
import Runs
import Testing

@Suite struct RunEstimateTests {
  @Test func `a larger run needs more`() throws {
    let small = try RunEstimate(
      of: RunConfiguration.load("tictactoe-muzero", overrides: ["training.generations=2"]).value,
      workers: 2)
    let large = try RunEstimate(
      of: RunConfiguration.load(
        "tictactoe-muzero", overrides: ["training.generations=20", "network.width=1024"]
      ).value, workers: 2)
    #expect(small.parameters > 1000)
    #expect(large.parameters > 20 * small.parameters)
    #expect(large.games == 19 * small.games)
    #expect(large.memoryBytes > small.memoryBytes)
    #expect(large.diskBytes > 10 * small.diskBytes)
    #expect(small.text.hasPrefix("estimate: "))
  }

  @Test func `values that nobody can have are estimated, too`() throws {
    let huge = "4611686018427387904"
    let estimate = try RunEstimate(
      of: RunConfiguration.load(
        "tictactoe-muzero",
        overrides: [
          "training.batchSize=\(huge)", "training.unrollSteps=\(huge)",
          "training.checkpointInterval=1", "selfPlay.gamesAtOnce=\(huge)",
        ]
      ).value, workers: 2)
    #expect(estimate.memoryBytes == .max)
    #expect(estimate.text.contains(" memory"))
  }

  @Test func `every worker has trees of its own`() throws {
    let configuration = try RunConfiguration.load("connect-four-muzero-demo").value
    let sizes = try (1...3).map {
      try RunEstimate(of: configuration, workers: $0).memoryBytes
    }
    #expect(sizes[0] < sizes[1])
    #expect(abs(sizes[2] - 2 * sizes[1] + sizes[0]) <= 2)
  }

  @Test func `what the machine lacks is told`() throws {
    let estimate = try RunEstimate(
      of: RunConfiguration.load("tictactoe-muzero").value, workers: 2)
    let enough = estimate.shortages(memory: .max, disk: .max)
    #expect(enough.memory == nil && enough.disk == nil)
    #expect(estimate.shortages(memory: .max, disk: nil).disk == nil)
    let short = estimate.shortages(memory: 100 << 20, disk: 10 << 10)
    #expect(short.memory?.hasPrefix("the run needs about ") == true)
    #expect(short.memory?.hasSuffix(" of memory, and there are 100 MiB") == true)
    #expect(short.disk?.hasSuffix(" of disk space, and there are 10 KiB") == true)
  }
}
