import Experiments
import Runner
import Runs
import Testing

@Suite struct RunEstimateTests {
  @Test func `a larger run needs more`() throws {
    let small = try RunEstimate(
      of: RunConfiguration.load("tictactoe-muzero", overrides: ["training.generations=2"]).value)
    let large = try RunEstimate(
      of: RunConfiguration.load(
        "tictactoe-muzero", overrides: ["training.generations=20", "network.width=1024"]
      ).value)
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
      ).value)
    #expect(estimate.memoryBytes == .max)
    #expect(estimate.text.contains(" memory"))
  }
}
