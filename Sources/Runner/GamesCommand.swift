import ArgumentParser
import BuiltInGames
package import GameProtocol

/// `games`: the list of games.
struct GamesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "games",
    abstract: "List the games with version, players, actions and observation shape.",
    discussion: """
      The version is raised whenever play or an encoding changes. The observation is what a network \
      sees: planes × rows × columns. Options are given to other commands as --option key=value.
      """)

  @Flag(help: "Print a JSON list with an object for each game.")
  var json = false

  @Flag(help: "Print the names alone, one a line.")
  var names = false

  func run() throws {
    if names {
      for registration in builtInGames { try Output.result(registration.name) }
      return
    }
    let entries = try builtInGames.map(GameEntry.init)
    if json {
      try Output.result(.array(entries.map(\.document)))
    } else {
      try Output.result(GameEntry.table(entries))
    }
  }
}

/// A game as the list shows it.
package struct GameEntry {
  private let registration: GameRegistration
  private let specification: GameSpecification

  /// Makes an entry.
  ///
  /// - Parameter registration: The game, which is made with its own options.
  /// - Throws: `Failure` if it cannot be made.
  package init(_ registration: GameRegistration) throws(Failure) {
    self.registration = registration
    do {
      specification = try registration.game().specification
    } catch {
      throw Failure("game '\(registration.name)': \(error)", .failed)
    }
  }

  /// The entry as JSON.
  package var document: JSONValue {
    let shape = specification.observationShape
    return [
      "name": .string(registration.name), "version": .integer(specification.version),
      "players": .integer(specification.playerCount),
      "actions": .integer(specification.actionCount),
      "observationShape": [
        .integer(shape.channels), .integer(shape.height), .integer(shape.width),
      ],
      "summary": .string(registration.summary),
      "options": .array(
        registration.options.map { option in
          [
            "name": .string(option.name), "default": Self.document(option.fallback),
            "choices": .array(option.choices.map(JSONValue.string)),
            "summary": .string(option.summary),
          ]
        }),
    ]
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
      let shape = entry.specification.observationShape
      table.append([
        entry.registration.name, "\(entry.specification.version)",
        "\(entry.specification.playerCount)", "\(entry.specification.actionCount)",
        "\(shape.channels)×\(shape.height)×\(shape.width)", entry.registration.summary,
      ])
    }
    let options = entries.flatMap { entry in
      entry.registration.options.map { option in
        "\(entry.registration.name): --option \(option.name)=\(text(option.fallback))  "
          + option.summary
          + (option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))")
      }
    }
    return (table.lines + (options.isEmpty ? [] : ["", "options"] + options))
      .joined(separator: "\n")
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
