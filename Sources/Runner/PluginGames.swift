import BuiltInGames
import ExternalGames
import GameProtocol

/// A plugin with the games that it adds, as lists show it.
struct PluginGames {
  /// The plugin's own name.
  var name: String

  /// `library` or `process`.
  var kind: String

  /// The library's version; empty for a process.
  var version = ""

  /// The library's licence; empty for a process.
  var license = ""

  /// The file of the library or the manifest.
  var path: String

  /// The games; of a process its name alone.
  var games: [GameRegistration]

  /// All plugins of some folders.
  ///
  /// - Parameter catalogue: What is in the folders.
  /// - Returns: The plugins; a game that two of them have belongs to the first.
  static func all(in catalogue: PluginCatalogue) -> [PluginGames] {
    // The catalogue's own entries, which have the values that a manifest gives. What a built-in game
    // hides cannot be played.
    var free = catalogue.games.filter { game in !builtInGames.contains { $0.name == game.name } }
    func take(_ names: [String]) -> [GameRegistration] {
      defer { free.removeAll { names.contains($0.name) } }
      return free.filter { names.contains($0.name) }
    }
    return catalogue.libraries.map { library in
      PluginGames(
        name: library.name, kind: "library", version: library.version, license: library.license,
        path: library.path, games: take(library.games.map(\.name)))
    }
      + catalogue.processes.map { process in
        PluginGames(
          name: process.name, kind: "process", path: process.path, games: take([process.name]))
      }
  }

  /// The names of the games, or the first of many.
  var outline: String {
    let names = games.map(\.name)
    if names.count <= 3 { return names.joined(separator: ", ") }
    return "\(names.count) games, \(names.prefix(2).joined(separator: ", ")) …"
  }

  /// A line for each option, once where all games have the same.
  var optionLines: [String] {
    guard let first = games.first else { return [] }
    if games.count > 1, games.allSatisfy({ $0.options == first.options }) {
      return GameEntry.optionLines(of: "every game of \(name)", first.options)
    }
    return games.flatMap { GameEntry.optionLines(of: $0.name, $0.options) }
  }

  /// The plugin as JSON.
  var document: JSONValue {
    [
      "kind": .string(kind), "path": .string(path), "name": .string(name),
      "version": kind == "library" ? .string(version) : .null,
      "license": kind == "library" ? .string(license) : .null,
      "games": .array(
        games.map { game in
          [
            "name": .string(game.name), "summary": .string(game.summary),
            "options": GameEntry.document(of: game.options),
          ]
        }),
    ]
  }

  /// The games as entries of the list of all games; those of a process without what only the
  /// process knows.
  var entries: [GameEntry] {
    games.map { game in
      GameEntry(
        game, plugin: self,
        specification: kind == "library" ? (try? game.game())?.specification : nil)
    }
  }
}
