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
  /// - Throws: `UnknownGame` with the names there are.
  package static func game(named name: String) throws(UnknownGame) -> GameRegistration {
    if let game = builtInGames.first(where: { $0.name == name }) { return game }
    let found = PluginLibrary.all(in: folders)
    for fault in found.faults { Output.note("warning: \(fault)") }
    let games = found.libraries.flatMap(\.games)
    guard let game = games.first(where: { $0.name == name }) else {
      throw UnknownGame(name: name, known: (builtInGames + games).map(\.name))
    }
    return game
  }
}
