import ArgumentParser
import Experiments
import Runs

/// `experiment reproduce`: a run again.
struct ExperimentReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Repeat a run from its record, and compare every generation.",
    discussion: """
      The repetition is a run of its own, which stops at the first generation that differs; the one \
      that is repeated is not changed. Exit status: 0 if all digests are identical, 1 if any differs.

      Examples:
        tesuji experiment reproduce latest
        tesuji experiment reproduce 4f1c2a9 --workers 1
      """)

  @Argument(help: "A run, or a commit of one, up to which it is repeated.")
  var commit: String

  @OptionGroup var session: RunSession

  func run() throws {
    let found = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.run(named: commit).commit.description
    }
    let result = try session.carryOut { training, options, began in
      try training.reproduce(found, options: options, began: began)
    }
    if case .different? = result.comparison { throw Failure("", .failed) }
  }
}
