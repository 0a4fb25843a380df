import ArgumentParser
import BuiltInGames
import ExternalGames
package import GameProtocol
import Runs

/// `games`: the list of games.
struct GamesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "games",
    abstract: "List the games with version, players, actions and observation shape.",
    discussion: """
      The version is raised whenever play or an encoding changes. The observation is what a network \
      sees: planes × rows × columns. Options are given to other commands as --option key=value.

      Games of the plugin folders follow those that are built in; 'tesuji plugin list' tells more of \
      the plugins. What a process knows of its game is shown when it is played.
      """)

  @Flag(help: "Print a JSON list with an object for each game.")
  var json = false

  @Flag(help: "Print the names of the built-in games alone, one a line.")
  var names = false

  func run() throws {
    if names {
      for registration in builtInGames { try Output.result(registration.name) }
      return
    }
    let entries = try builtInGames.map { (game) throws(Failure) in try GameEntry(game) }
    let found = PluginCatalogue(folders: GameCatalogue.folders)
    let plugins = PluginGames.all(in: found)
    if json {
      try Output.result(.array((entries + plugins.flatMap(\.entries)).map(\.document)))
    } else {
      try Output.result(GameEntry.table(entries))
      var table = TextTable(["game", "from", "what it is"])
      for plugin in plugins {
        for game in plugin.games { table.append([game.name, plugin.path, game.summary]) }
      }
      let lines =
        plugins.isEmpty
        ? []
        : section("games of plugins", table.lines)
          + section("options of these", plugins.flatMap(\.optionLines))
      for line in lines { try Output.result(line) }
    }
    let faults = found.faults + GameCatalogue.hiddenGames(of: found)
    for fault in faults { Output.note("warning: \(fault)") }
  }
}

/// A game as the list shows it.
package struct GameEntry {
  private let registration: GameRegistration
  /// `nil` where only another process knows it.
  private let specification: GameSpecification?
  /// Where the game comes from; `nil` for a built-in one.
  private let plugin: PluginGames?

  /// Makes an entry.
  ///
  /// - Parameter registration: The game, which is made with its own options.
  /// - Throws: `Failure` if it cannot be made.
  package init(_ registration: GameRegistration) throws(Failure) {
    self.registration = registration
    plugin = nil
    do {
      specification = try registration.game().specification
    } catch {
      throw Failure("game '\(registration.name)': \(error)", .failed)
    }
  }

  /// Makes an entry for a game of a plugin.
  ///
  /// - Parameters:
  ///   - registration: The game.
  ///   - plugin: The plugin.
  ///   - specification: The facts of the game, where they are known.
  init(
    _ registration: GameRegistration, plugin: PluginGames, specification: GameSpecification?
  ) {
    self.registration = registration
    self.plugin = plugin
    self.specification = specification
  }

  /// The entry as JSON.
  package var document: JSONValue {
    let shape = specification?.observationShape
    func number(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    return [
      "name": .string(registration.name), "kind": .string(plugin?.kind ?? "built-in"),
      "plugin": plugin.map { .string($0.path) } ?? .null,
      "version": number(specification?.version), "players": number(specification?.playerCount),
      "actions": number(specification?.actionCount),
      "observationShape": shape.map {
        [.integer($0.channels), .integer($0.height), .integer($0.width)]
      } ?? .null,
      "summary": .string(registration.summary),
      "options": Self.document(of: registration.options),
    ]
  }

  /// Options as JSON.
  static func document(of options: [GameOption]) -> JSONValue {
    .array(
      options.map { option in
        [
          "name": .string(option.name), "default": document(option.fallback),
          "choices": .array(option.choices.map(JSONValue.string)),
          "summary": .string(option.summary),
        ]
      })
  }

  /// Options as lines for people.
  ///
  /// - Parameters:
  ///   - game: Whose they are.
  ///   - options: The options.
  /// - Returns: A line for each.
  static func optionLines(of game: String, _ options: [GameOption]) -> [String] {
    options.map { option in
      "\(game): --option \(option.name)=\(text(option.fallback))  " + option.summary
        + (option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))")
    }
  }

  /// The entries as a table for people.
  ///
  /// - Parameter entries: The entries.
  /// - Returns: Lines without a line feed at the end.
  package static func table(_ entries: [GameEntry]) -> String {
    var table = TextTable(
      ["game", "version", "players", "actions", "observation", "what it is"],
      rightAligned: [1, 2, 3])
    for entry in entries {
      guard let specification = entry.specification else { continue }
      let shape = specification.observationShape
      table.append([
        entry.registration.name, "\(specification.version)",
        "\(specification.playerCount)", "\(specification.actionCount)",
        "\(shape.channels)×\(shape.height)×\(shape.width)", entry.registration.summary,
      ])
    }
    let options = entries.flatMap { optionLines(of: $0.registration.name, $0.registration.options) }
    return (table.lines + section("options", options)).joined(separator: "\n")
  }

  private static func document(_ value: OptionValue) -> JSONValue {
    switch value {
    case .flag(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .number(let value): .real(value)
    case .text(let value): .string(value)
    }
  }

  private static func text(_ value: OptionValue) -> String {
    if case .text(let text) = value { return text }
    return value.description
  }
}
