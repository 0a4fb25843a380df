import BuiltInGames
import Experiments
public import ExternalGames
public import GameProtocol
import Glibc

/// The games of all kinds: those that are built in, and those of the plugin folders.
public enum GameCatalogue {
  /// The folders from which games are loaded: those that `TESUJI_PLUGINS` names, separated by
  /// colons; without it `.tesuji/plugins`.
  public static var folders: [String] {
    guard let value = getenv("TESUJI_PLUGINS") else { return [".tesuji/plugins"] }
    return String(cString: value).split(separator: ":").map(String.init)
  }

  /// Finds a game by its name: a built-in one, or else one of a plugin.
  ///
  /// No plugin is loaded for a built-in game.
  ///
  /// - Parameters:
  ///   - name: The name, such as `connect-four` or `gymnasium:CartPole-v1`.
  ///   - report: Is told of what goes wrong in play with a process, from any thread.
  /// - Returns: The game's entry.
  /// - Throws: `UnknownGame` if there is none.
  public static func game(
    named name: String, report: @escaping @Sendable (ProcessIncident) -> Void = { _ in }
  ) throws(UnknownGame) -> GameRegistration {
    if let game = builtInGames.first(where: { $0.name == name }) { return game }
    let plugins = PluginCatalogue(folders: folders, report: report)
    guard let game = plugins.game(named: name) else {
      throw UnknownGame(
        name: name, known: (builtInGames + plugins.games).map(\.name), faults: plugins.faults)
    }
    return game
  }
}

/// A name that no game has.
public struct UnknownGame: Error, CustomStringConvertible {
  /// What was asked for.
  public let name: String

  /// The names of the games there are.
  public let known: [String]

  /// The plugins that could not be used, any of which may be the one that was meant.
  public let faults: [PluginError]

  /// What was found, and what was expected.
  public var description: String {
    (["unknown game '\(name)'; \(hint(for: name, in: known, plural: "games"))"]
      + faults.map(\.description)).joined(separator: "; ")
  }
}
