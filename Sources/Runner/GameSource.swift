import Experiments
package import GameProtocol
import Runs

/// Makes the games that a command line and its requests ask for.
///
/// The options of a request win over those of the command line, which win over the game's own.
package struct GameSource {
  /// The game's entry in the list of games.
  package let registration: GameRegistration

  private let given: [String: OptionValue]
  private var made: [[String: OptionValue]: any Game] = [:]

  /// Finds a game by name and checks the options.
  ///
  /// - Parameters:
  ///   - name: The name, such as `connect-four`.
  ///   - options: Texts of the form `key=value`.
  /// - Throws: `Failure` for an unknown game or an option that cannot be used.
  package init(name: String, options: [String] = []) throws(Failure) {
    registration = try Self.registration(named: name)
    given = try Self.parse(options, for: registration)
    do {
      _ = try game()
    } catch {
      throw Failure(error.reason, .usage)
    }
  }

  /// Makes a game.
  ///
  /// - Parameters:
  ///   - registration: The game's entry.
  ///   - options: Texts of the form `key=value`.
  /// - Returns: The game.
  /// - Throws: `GameOptionError` for an option that cannot be used.
  static func game(
    of registration: GameRegistration, options: [String]
  ) throws(GameOptionError) -> any Game {
    let values: [String: OptionValue]
    do throws(Failure) {
      values = try parse(options, for: registration)
    } catch {
      throw .refused(reason: error.message)
    }
    return try registration.game(values)
  }

  /// Finds a game, built in or of a plugin.
  ///
  /// - Parameter name: The name.
  /// - Returns: The game's entry.
  /// - Throws: `Failure` if there is none.
  static func registration(named name: String) throws(Failure) -> GameRegistration {
    do throws(UnknownGame) {
      return try GameCatalogue.game(named: name) { Output.note("warning: \($0)") }
    } catch {
      throw Failure("\(error)", .usage)
    }
  }

  /// The game with the options of the command line and those of a request.
  ///
  /// - Parameter options: The options of the request.
  /// - Returns: The game; the same one for the same options.
  /// - Throws: `RequestError` for an option that cannot be used.
  package mutating func game(
    _ options: [String: OptionValue] = [:]
  ) throws(RequestError) -> any Game {
    if let game = made[options] { return game }
    let game: any Game
    do {
      game = try registration.game(given.merging(options) { $1 })
    } catch {
      throw RequestError(describe(error))
    }
    // Requests may go through many values of an option; only so many games are worth keeping.
    if made.count >= 64 { made.removeAll() }
    made[options] = game
    return game
  }

  /// Checks a choice of notation.
  ///
  /// - Parameter notation: The choice.
  /// - Throws: `Failure` if the game has no such notation.
  mutating func validate(_ notation: NotationArguments) throws(Failure) {
    let made: any Game
    do {
      made = try game()
    } catch {
      throw Failure(error.reason, .usage)
    }
    try notation.validate(for: made)
  }

  private func describe(_ error: GameOptionError) -> String {
    guard case .unknown(let name, let known) = error else { return error.description }
    return "unknown option '\(name)'; \(hint(for: name, in: known, plural: "options"))"
  }

  private static func parse(
    _ options: [String], for registration: GameRegistration
  ) throws(Failure) -> [String: OptionValue] {
    var values: [String: OptionValue] = [:]
    for option in options {
      guard let separator = option.firstIndex(of: "="), separator > option.startIndex else {
        throw Failure("option '\(option)': expected key=value", .usage)
      }
      let name = String(option[..<separator])
      let text = String(option[option.index(after: separator)...])
      let fallback = registration.options.first { $0.name == name }?.fallback
      values[name] = value(text, like: fallback)
    }
    return values
  }

  /// Reads a text as the type that the option has, or as what it looks like.
  private static func value(_ text: String, like fallback: OptionValue?) -> OptionValue {
    if case .text? = fallback { return .text(text) }
    if let flag = Bool(text) { return .flag(flag) }
    if let integer = Int(text) { return .integer(integer) }
    if let number = Double(text), number.isFinite { return .number(number) }
    return .text(text)
  }
}
