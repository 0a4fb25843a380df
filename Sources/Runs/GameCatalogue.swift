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

  /// The folders that `TESUJI_PLUGINS` names and that are not there.
  public static var missingFolders: [String] {
    guard getenv("TESUJI_PLUGINS") != nil else { return [] }
    return folders.filter { access($0, F_OK) != 0 }
  }

  /// The games of plugins that nobody can play, because a built-in game has the same name.
  ///
  /// - Parameter plugins: The plugins.
  /// - Returns: A fault for each.
  public static func hiddenGames(of plugins: PluginCatalogue) -> [PluginError] {
    let games =
      plugins.libraries.flatMap { library in library.games.map { (library.path, $0.name) } }
      + plugins.processes.map { ($0.path, $0.name) }
    return games.compactMap { path, name in
      guard builtInGames.contains(where: { $0.name == name }) else { return nil }
      let reason = "hidden by the built-in game of this name; expected another name"
      return PluginError(path: path, fault: .badGame(name: name, reason: reason))
    }
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

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - name: What was asked for.
  ///   - known: The names of the games there are.
  ///   - faults: The plugins that could not be used.
  public init(name: String, known: [String], faults: [PluginError]) {
    (self.name, self.known, self.faults) = (name, known, faults)
  }

  /// Games that are not there until they are built: how their names begin, and what builds them.
  private static let buildable = [("atari-", "make atari"), ("gymnasium", "make gymnasium")]

  /// What was found, and what was expected.
  public var description: String {
    let missing = Self.buildable.first { prefix, _ in
      name.hasPrefix(prefix) && !known.contains { $0.hasPrefix(prefix) }
    }
    let advice =
      missing.map { "'\($0.1)' in the folder of Tesuji builds the games of this kind" }
      ?? hint(for: name, in: known, plural: "games")
    return (["unknown game '\(name)'; \(advice)"] + faults.map(\.description))
      .joined(separator: "; ")
  }
}
