import ArgumentParser
import ExternalGames
import GameConformance

/// `plugin inspect`: the process in which `plugin check` looks at a library; not for people.
struct PluginInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Look at a library in this process.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough, help: "What is asked for.")
  var arguments: [String] = []

  func run() throws {
    let status = InspectionProcess.serve(arguments) { game, more in
      // What is wrong at the border has been found, so it can be played.
      let games = more.first.flatMap(UInt64.init) ?? PluginCheckCommand.defaultGames
      let plies = more.dropFirst().first.flatMap(Int.init) ?? plies(forLawsOf: game)
      return PluginCheckCommand.laws(of: game, games: games, except: [], maximumPlies: plies)
    }
    if status != 0 { throw ExitCode(status) }
  }
}
