import ArgumentParser
import Experiments
import FoundationEssentials
import Runs

/// `train`: a new run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an agent, and record the run.",
    discussion: """
      The run is recorded in the git store '.tesuji/experiments.git' of the current folder before \
      its first step. Ctrl-C makes a checkpoint, prints the line that resumes, and exits with the \
      status 130. After a kill, 'tesuji resume' goes on from the newest checkpoint: finished games are \
      kept, the training steps since then are taken again, with the same result.

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

  @Flag(help: "Start even if the run seems to need more memory than there is.")
  var anyway = false

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
    try estimate(resolved.value)
    _ = try session.carryOut { training, options, began in
      try training.start(
        resolved, name: name, layers: layers, options: options, began: began)
    }
  }

  /// Tells what the run will need, and stops where the machine cannot give it.
  private func estimate(_ configuration: RunConfiguration) throws(Failure) {
    let estimate = try RunEstimate(of: configuration, workers: session.workerCount)
    Output.note(estimate.text)
    let shortages = estimate.shortages(
      memory: Machine.physicalMemory,
      disk: Machine.freeSpace(at: FileManager.default.currentDirectoryPath))
    if let disk = shortages.disk { Output.note("warning: \(disk)") }
    guard let memory = shortages.memory else { return }
    if !anyway { throw Failure("\(memory); --anyway starts it all the same", .failed) }
    Output.note("warning: \(memory)")
  }
}
