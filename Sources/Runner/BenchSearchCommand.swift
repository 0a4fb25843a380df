import ArgumentParser
import Planner

/// `bench search`: how fast search is by itself.
struct BenchSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Measure search alone, with a model that costs next to nothing.",
    discussion: """
      The model copies one fixed row of logits for every leaf and judges each 0. One core; \
      simulations over all trees of the batch.

      Example:
        tesuji bench search --actions 9 --actions 4672 --batch 16
      """)

  @Option(
    parsing: .singleValue,
    help: "The number of actions; may be repeated. 9, 82, 362 and 4672 unless given.")
  var actions: [Int] = []

  @Option(help: "Trees in lockstep.")
  var batch = 16

  @Option(help: "Simulations of each search.")
  var simulations = 50

  @OptionGroup var bench: BenchArguments

  func validate() throws {
    for (name, value) in [("batch", batch), ("simulations", simulations)]
      + actions.map({ ("actions", $0) }) where !(1...1 << 20).contains(value)
    {
      throw ValidationError("--\(name) is \(value), expected 1 to \(1 << 20).")
    }
  }

  func run() throws {
    var measurements: [Measurement] = []
    for algorithm in SearchConfiguration.Algorithm.allCases {
      for count in actions.isEmpty ? [9, 82, 362, 4672] : actions {
        let benchmark = SearchBenchmark(
          algorithm: algorithm, actionCount: count, treeCount: batch, simulations: simulations)
        let name =
          "search \(algorithm.rawValue), \(count) actions, batch \(batch), "
          + "\(simulations) simulations"
        let values = (0..<bench.runs).map { _ in
          benchmark.simulationsPerSecond(seconds: bench.seconds)
        }
        measurements.append(Measurement(name, values, "simulations/s"))
      }
    }
    try bench.report(measurements)
  }
}
