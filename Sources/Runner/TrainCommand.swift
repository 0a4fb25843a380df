import ArgumentParser
import Experiments
import Runs

/// `train`: a new run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an agent, and record the run.",
    discussion: """
      The run is recorded in the git store '.tesuji/experiments.git' of the current folder before \
      its first step. Ctrl-C makes a checkpoint, prints the line that resumes, and exits with the \
      status 130; nothing is lost by a kill but the games in flight, which are played again.

      Examples:
        tesuji train tictactoe-muzero
        tesuji train connect-four-alphazero training.generations=50 --name short
        tesuji train mine.toml --print-config
      """)

  @OptionGroup var arguments: ConfigArguments

  @Option(help: "The seed of all random numbers; the same as seed=N.")
  var seed: Int?

  @Option(help: "A name for the run that no other run has.")
  var name: String?

  @Flag(help: "Print the configuration and do nothing.")
  var printConfig = false

  @OptionGroup var session: RunSession

  func run() throws {
    let changes = arguments.changes + (seed.map { ["seed=\($0)"] } ?? [])
    let layers: [ConfigLayer]
    let resolved: ResolvedConfiguration<RunConfiguration>
    do {
      layers = try RunConfiguration.layers(arguments.configuration, overrides: changes)
      resolved = try RunConfiguration.schema.resolve(layers)
    } catch {
      throw Failure(describing: error)
    }
    if printConfig { return try Output.raw(resolved.canonicalJSON) }
    Output.note(try RunEstimate(of: resolved.value).text)
    _ = try session.carryOut { training, options, began in
      try training.start(
        resolved, name: name, layers: layers, options: options, began: began)
    }
  }
}
