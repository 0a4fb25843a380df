import ArgumentParser
import GameProtocol

/// `bench`: measurements.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure speed, and the signature of search.",
    discussion: """
      Each figure is the median of several runs; the spread is the largest run minus the smallest, \
      as a share of the median. Single-threaded figures count processor time; what is said to be \
      measured by the clock is work of another process. Compare figures only on one machine: under \
      other load the same code measures differently.

      With --json: a list of {"name", "value", "unit", "spread", "runs", "machine"}.
      """,
    subcommands: [
      BenchRulesCommand.self, BenchSearchCommand.self, BenchInferenceCommand.self,
      BenchTrainingCommand.self, BenchSelfPlayCommand.self, BenchSignatureCommand.self,
    ])
}

/// The flags of every measurement.
struct BenchArguments: ParsableArguments {
  @Flag(help: "Print a JSON list with an object for each figure.")
  var json = false

  @Option(help: "How many times each figure is measured.")
  var runs = 5

  @Option(help: "The shortest time of one run, in seconds.")
  var seconds = 0.2

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs is \(runs), expected at least 1.") }
    if !(0.001...3600).contains(seconds) {
      throw ValidationError("--seconds is \(seconds), expected 0.001 to 3600.")
    }
  }

  /// Prints figures.
  func report(_ measurements: [Measurement]) throws(Failure) {
    if json {
      try Output.result(.array(measurements.map(\.document)))
    } else {
      try Output.result(Measurement.table(measurements))
    }
  }
}

/// `bench rules`: how fast the rules of a game are.
struct BenchRulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Measure random games, move generation, observation, copies and perft of a game.",
    discussion: """
      Example:
        tesuji bench rules othello --json
      """)

  @OptionGroup var game: GameArguments
  @OptionGroup var bench: BenchArguments

  func run() throws {
    var source = try game.source()
    try measure(try source.game())
  }

  private func measure(_ game: some Game) throws(Failure) {
    let benchmark = RulesBenchmark(game, runs: bench.runs, seconds: bench.seconds)
    if bench.json {
      try bench.report(benchmark.measure { _ in })
      return
    }
    // A slow game takes its time, so each figure is printed as soon as it is there.
    var table = Measurement.emptyTable(widths: benchmark.columnWidths)
    for line in Measurement.machineLines + table.lines { try Output.result(line) }
    _ = try benchmark.measure { (figure) throws(Failure) in
      table.append(figure.row)
      try Output.result(table.lines.last ?? "")
    }
  }
}
