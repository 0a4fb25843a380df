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
      builtInGames.first { $0.name == name }
    } making: { (registration, options) throws(GameOptionError) in
      try GameSource.game(of: registration, options: options)
    } more: { game, more, isAlive in
      // What is wrong at the border has been found, so it can be played.
      let games = more.first.flatMap(UInt64.init) ?? GameLaws.defaultGames
      let plies = more.dropFirst().first.flatMap(Int.init)
      var laws = GameLaws(games: games, except: [], maximumPlies: plies ?? 60)
      if let external = game as? ExternalGame {
        laws.maximumPlies = plies ?? ExternalGames.plies(forLawsOf: external)
      } else {
        // Where a rule looks at the past, a position text does not say everything.
        laws.except = [.positionEquality, .perft]
      }
      return laws.findings(of: game) {
        isAlive()
        return false
      }
    }
    if status != 0 { throw ExitCode(status) }
  }
}
