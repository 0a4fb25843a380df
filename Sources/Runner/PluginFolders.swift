import BuiltInGames
package import ExternalGames
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
    let catalogue = Self.catalogue
    for fault in catalogue.faults { Output.note("warning: \(fault)") }
    guard let game = catalogue.game(named: name) else {
      let known = (builtInGames + catalogue.games).map(\.name)
      throw Failure(
        "unknown game '\(name)'; \(hint(for: name, in: known, plural: "games"))", .usage)
    }
    return game
  }

  /// Finds the library of a game.
  ///
  /// - Parameter name: The name of a game.
  /// - Returns: The file, or `nil` for a game that is in no library.
  /// - Throws: `Failure` with the names there are.
  package static func library(ofGame name: String) throws(Failure) -> String? {
    if builtInGames.contains(where: { $0.name == name }) { return nil }
    _ = try game(named: name)
    return catalogue.libraries.first { $0.games.contains { $0.name == name } }?.path
  }

  /// All plugins of the folders; what goes wrong in play with a process is noted.
  package static let catalogue = PluginCatalogue(folders: folders) { incident in
    Output.note("warning: \(incident)")
  }
}
