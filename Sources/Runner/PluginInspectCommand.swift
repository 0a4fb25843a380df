import ArgumentParser
import BuiltInGames
import ExternalGames
import GameConformance
import GameProtocol

/// `plugin inspect`: the process in which `plugin check` looks at a library; not for people.
struct PluginInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Look at a library in this process.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough, help: "What is asked for.")
  var arguments: [String] = []

  func run() throws {
    let status = InspectionProcess.serve(arguments) { name in
      try? builtInGames.first { $0.name == name }?.game()
    } more: { game, more, isAlive in
      // What is wrong at the border has been found, so it can be played.
      let games = more.first.flatMap(UInt64.init) ?? PluginCheckCommand.defaultGames
      let plies = more.dropFirst().first.flatMap(Int.init)
      guard let external = game as? ExternalGame else {
        // Where a rule looks at the past, a position text does not say everything.
        return PluginCheckCommand.laws(
          of: game, games: games, except: [.positionEquality, .perft], maximumPlies: plies ?? 60,
          isAlive: isAlive)
      }
      return PluginCheckCommand.laws(
        of: game, games: games, except: [],
        maximumPlies: plies ?? ExternalGames.plies(forLawsOf: external),
        isAlive: isAlive)
    }
    if status != 0 { throw ExitCode(status) }
  }
}
