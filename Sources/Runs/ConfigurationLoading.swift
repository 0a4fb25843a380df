public import Experiments
public import ExternalGames
import Foundation
public import GameProtocol
public import Learning
public import Network

extension RunConfiguration {
  /// Keys, types, defaults and docs of a run's configuration.
  public static var schema: ConfigurationSchema<RunConfiguration> {
    ConfigurationSchema(RunConfiguration())
  }

  /// Reads a configuration from a preset or file, with changes laid over it.
  ///
  /// - Parameters:
  ///   - name: The name of a preset, or the path of a TOML or JSON file.
  ///   - overrides: Arguments of the form `key.path=value`, the last the strongest.
  ///   - files: Where the presets are.
  /// - Returns: The configuration with the source of every value.
  /// - Throws: `ConfigurationError` with everything that is wrong with it.
  public static func load(
    _ name: String, overrides: [String] = [], files: ProjectFiles = .standard
  ) throws(ConfigurationError) -> ResolvedConfiguration<RunConfiguration> {
    try schema.resolve(try layers(name, overrides: overrides, files: files))
  }

  /// Reads what a configuration is made of, for the record of a run.
  ///
  /// - Parameters:
  ///   - name: The name of a preset, or the path of a TOML or JSON file.
  ///   - overrides: Arguments of the form `key.path=value`, the last the strongest.
  ///   - files: Where the presets are.
  /// - Returns: The preset or file, and the changes, the weakest first.
  /// - Throws: `ConfigurationError` for the first that cannot be read.
  public static func layers(
    _ name: String, overrides: [String] = [], files: ProjectFiles = .standard
  ) throws(ConfigurationError) -> [ConfigLayer] {
    var layers = [try layer(named: name, files: files)]
    for assignment in overrides { layers.append(try ConfigLayer.override(assignment)) }
    return layers
  }

  /// Reads back the canonical text of a configuration.
  ///
  /// - Parameters:
  ///   - text: What `canonicalJSON` gave.
  ///   - place: Where it was found, for messages.
  /// - Returns: The configuration.
  /// - Throws: `ConfigurationError` with everything that is wrong with it.
  public static func read(
    canonical text: String, from place: String
  ) throws(ConfigurationError) -> ResolvedConfiguration<RunConfiguration> {
    try schema.resolve([try ConfigLayer.json(text, origin: .file(place))])
  }

  /// The game that is learnt, and which one its records name.
  ///
  /// - Parameter report: Is told of what goes wrong in play with a process, from any thread.
  /// - Returns: The rules, and their identity.
  /// - Throws: `ConfigurationError` for an unknown game, a wrong option, or a game that cannot be
  ///   copied in a mode that searches on copies.
  public func makeGame(
    report: @escaping @Sendable (ProcessIncident) -> Void = { _ in }
  ) throws(ConfigurationError) -> (game: any Game, identity: GameIdentity) {
    let registration: GameRegistration
    do throws(UnknownGame) {
      registration = try GameCatalogue.game(named: game.name, report: report)
    } catch {
      throw ConfigurationError([ConfigProblem("'game.name': \(error)")])
    }
    let made: (game: any Game, identity: GameIdentity)
    do throws(GameOptionError) {
      let given = try givenOptions
      let options = try GameOptions(given, for: registration.options)
      let game = try registration.game(given)
      made = (game, GameIdentity(game.specification, options: options))
    } catch {
      throw ConfigurationError([ConfigProblem("'game.options': \(error)")])
    }
    if mode == .alphazero, made.game.specification.copying == .byReplay {
      let obstacle = (made.game as? ProcessGame)?.copyingObstacle ?? "it has no clone"
      throw ConfigurationError([
        ConfigProblem(
          "'mode': alphazero searches on copies of a position, which game '\(game.name)' cannot "
            + "make: \(obstacle); expected muzero, which searches on what it has learned")
      ])
    }
    return made
  }

  /// The network of the run.
  ///
  /// - Parameter game: The rules, as `makeGame` makes them.
  /// - Returns: Its layers.
  /// - Throws: `ConfigurationError` for a network that the game cannot have.
  public func makeBlueprint<G: Game>(for game: G) throws(ConfigurationError) -> Blueprint {
    do {
      return try Blueprint(configuration: network, game: game, mode: mode)
    } catch {
      throw ConfigurationError([ConfigProblem("'network': \(error)")])
    }
  }

  /// Makes sure that a run could begin: its game and its network can be made.
  ///
  /// - Throws: `ConfigurationError` with the first problem.
  public func check() throws(ConfigurationError) {
    _ = try makeBlueprint(for: makeGame().game)
  }

  /// Makes sure that a game which can be found has the options that are given.
  ///
  /// - Throws: `ConfigurationError` for an unknown option or a value of the wrong type.
  public func checkOptions() throws(ConfigurationError) {
    // A configuration can be looked at where its game is not.
    guard let registration = try? GameCatalogue.game(named: game.name) else { return }
    do throws(GameOptionError) {
      _ = try GameOptions(givenOptions, for: registration.options)
    } catch {
      throw ConfigurationError([ConfigProblem("'game.options': \(error)")])
    }
  }

  /// The options of the game as they are given.
  private var givenOptions: [String: OptionValue] {
    get throws(GameOptionError) {
      var given: [String: OptionValue] = [:]
      for (name, value) in game.options {
        guard let option = OptionValue(value) else {
          throw .invalid(name: name, found: value.description, expected: "a plain value")
        }
        given[name] = option
      }
      return given
    }
  }

  private static func layer(
    named name: String, files: ProjectFiles
  ) throws(ConfigurationError) -> ConfigLayer {
    let isPath = name.contains("/") || name.hasSuffix(".toml") || name.hasSuffix(".json")
    if isPath {
      let text = try contents(of: URL(fileURLWithPath: name), named: name)
      return name.hasSuffix(".json")
        ? try ConfigLayer.json(text, origin: .file(name))
        : try ConfigLayer.toml(text, origin: .file(name))
    }
    let names = files.presetNames
    guard let folder = files.presets, names.contains(name) else {
      let hint = suggestion(for: name, among: names).map { "; did you mean '\($0)'?" }
      throw ConfigurationError([
        ConfigProblem(
          "there is no preset '\(name)'"
            + (hint
              ?? (names.isEmpty
                ? ", nor any other outside of a project's folder, expected a file's path"
                : ", expected one of \(names.joined(separator: ", ")), or a file's path"))
        )
      ])
    }
    let text = try contents(of: folder.appendingPathComponent("\(name).toml"), named: name)
    return try ConfigLayer.toml(text, origin: .preset(name))
  }

  private static func contents(
    of file: URL, named name: String
  ) throws(ConfigurationError) -> String {
    func unreadable(_ reason: String) -> ConfigurationError {
      ConfigurationError([ConfigProblem("'\(name)' cannot be read: \(reason)")])
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      throw unreadable("there is no such file")
    }
    if isFolder.boolValue { throw unreadable("it is a folder") }
    guard let bytes = try? Data(contentsOf: file) else {
      throw unreadable("it may not be read")
    }
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw unreadable("it is not UTF-8")
    }
    return text
  }
}

extension OptionValue {
  /// The option value of a configuration's value, or `nil` for a list or a table.
  public init?(_ value: ConfigValue) {
    switch value {
    case .boolean(let value): self = .flag(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .text(let value): self = .text(value)
    case .null, .list, .table: return nil
    }
  }
}
