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
  /// - Parameter name: The name, such as `connect-four`.
  /// - Returns: The game's entry.
  /// - Throws: `UnknownGame` if there is none.
  public static func game(named name: String) throws(UnknownGame) -> GameRegistration {
    if let game = builtInGames.first(where: { $0.name == name }) { return game }
    let found = plugins
    guard let game = found.game(named: name) else {
      throw UnknownGame(
        name: name, known: (builtInGames + found.games).map(\.name), faults: found.faults)
    }
    return game
  }

  /// The plugins of the folders.
  public static var plugins: PluginCatalogue { PluginCatalogue(folders: folders) }
}

/// A name that no game has.
public struct UnknownGame: Error, CustomStringConvertible {
  /// What was asked for.
  public let name: String

  /// The names of the games there are.
  public let known: [String]

  /// The plugins that could not be loaded, any of which may be the one that was meant.
  public let faults: [PluginError]

  /// What was found, and what was expected.
  public var description: String {
    let hint =
      suggestion(for: name, among: known).map { "did you mean '\($0)'?" }
      ?? "games: \(known.joined(separator: ", "))"
    return (["unknown game '\(name)'; \(hint)"] + faults.map(\.description))
      .joined(separator: "; ")
  }
}
