import ArgumentParser

/// The `tesuji` program.
@main
struct Tesuji: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tesuji",
    abstract: "Learns board games and arcade games by search.",
    discussion: """
      One planner, two models: the true rules of a game (AlphaZero) or a learned model of it \
      (MuZero). 'tesuji help COMMAND' explains a command.

      Results go to standard output, everything else to standard error. Exit status: 0 done, \
      1 failed, 64 wrong command line, 65 wrong data, 130 interrupted.
      """,
    version: BuildIdentity.description,
    subcommands: [
      GamesCommand.self, RulesCommand.self, SearchCommand.self, AnalyseCommand.self,
      PlayCommand.self, EngineCommand.self, MatchCommand.self, EvaluateCommand.self,
      TrainCommand.self, ResumeCommand.self, ExperimentCommand.self, ConfigCommand.self,
      BenchCommand.self, PluginCommand.self, DoctorCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      if !failure.message.isEmpty { Output.note("error: \(failure.message)") }
      exit(withError: ExitCode(failure.status.rawValue))
    } catch {
      exit(withError: error)
    }
  }
}
