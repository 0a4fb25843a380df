import BuiltInGames
import ExternalGames
package import GameProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders from which libraries of games are loaded, and the games of all kinds.
package enum PluginFolders {
  /// The folders that `TESUJI_PLUGINS` names, separated by colons; without it `.tesuji/plugins`.
  package static var folders: [String] {
    guard let value = getenv("TESUJI_PLUGINS") else { return [".tesuji/plugins"] }
    return String(cString: value).split(separator: ":").map(String.init)
  }

  /// Finds a game: a built-in one, or else one of a library.
  ///
  /// No library is loaded for a built-in game.
  ///
  /// - Parameter name: The name.
  /// - Returns: The game's entry.
  /// - Throws: `Failure` with the names there are.
  package static func game(named name: String) throws(Failure) -> GameRegistration {
    if let game = builtInGames.first(where: { $0.name == name }) { return game }
    return try external(named: name).game
  }

  /// Finds the library of a game.
  ///
  /// - Parameter name: The name of a game.
  /// - Returns: The file, or `nil` for a built-in game.
  /// - Throws: `Failure` with the names there are.
  package static func path(ofGame name: String) throws(Failure) -> String? {
    if builtInGames.contains(where: { $0.name == name }) { return nil }
    return try external(named: name).path
  }

  /// Finds a game of a library.
  private static func external(
    named name: String
  ) throws(Failure) -> (game: GameRegistration, path: String) {
    let found = PluginLibrary.all(in: folders)
    for fault in found.faults { Output.note("warning: \(fault)") }
    for library in found.libraries {
      if let game = library.games.first(where: { $0.name == name }) { return (game, library.path) }
    }
    let known = (builtInGames + found.libraries.flatMap(\.games)).map(\.name)
    throw Failure(
      "unknown game '\(name)'; \(hint(for: name, in: known, plural: "games"))", .usage)
  }
}
