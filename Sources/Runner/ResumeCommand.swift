import ArgumentParser
import Experiments
import Runs

/// `resume`: a run that was interrupted.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a run that was interrupted or killed.",
    discussion: """
      It goes on from its newest checkpoint and comes to the same result as if nothing had happened.

      Example:
        tesuji resume latest
      """)

  @Argument(
    help: ArgumentHelp("A run as 'experiment list' names it, or 'latest'.", valueName: "run"))
  var name: String

  @OptionGroup var session: RunSession

  func run() throws {
    let id = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.run(named: name).id.description
    }
    _ = try session.carryOut { training, options, began in
      try training.resume(id, options: options, began: began)
    }
  }
}
