import ArgumentParser
import Experiments
import Runs

/// `bench selfplay`: how fast games are made to learn from.
struct BenchSelfPlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selfplay",
    abstract: "Measure self-play of a preset on one core, and what it spends outside the network.",
    discussion: """
      The weights are untrained; times are processor times.

      Example:
        tesuji bench selfplay tictactoe-alphazero search.simulations=50
      """)

  @Argument(help: "A preset, or the path of a TOML or JSON file.")
  var preset = "connect-four-alphazero"

  @Argument(help: ArgumentHelp("Changes to it.", valueName: "key=value"))
  var changes: [String] = []

  @OptionGroup var bench: BenchArguments

  func run() throws {
    let configuration = try ConfigArguments.resolve(preset, changes).value
    let benchmark = SelfPlayBenchmark(
      configuration, runs: bench.runs, seconds: max(bench.seconds, 1))
    try bench.report(try benchmark.measure(name: preset))
  }
}
