/// The value of a game option, as a config or a request gives it.
public enum OptionValue: Hashable, Sendable {
  /// Yes or no.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// Any number.
  case number(Double)
  /// A word.
  case text(String)
}

/// One parameter of the rules that a user may set.
public struct GameOption: Hashable, Sendable {
  /// The key, such as `komi`.
  public var name: String
  /// The value unless another is given; its case is the option's type.
  public var fallback: OptionValue
  /// What it does, in one line.
  public var summary: String
  /// The words allowed for a text option; empty for any.
  public var choices: [String]

  /// Makes an option.
  public init(_ name: String, _ fallback: OptionValue, _ summary: String, choices: [String] = []) {
    self.name = name
    self.fallback = fallback
    self.summary = summary
    self.choices = choices
  }
}

/// A game that cannot be made as it is asked for.
public enum GameOptionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such option; `known` are the ones there are.
  case unknown(name: String, known: [String])
  /// The value is of the wrong type or out of range.
  case invalid(name: String, found: String, expected: String)
  /// The game itself, which is not part of this program, gives the reason.
  case refused(reason: String)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      let list =
        known.isEmpty ? "this game has no options" : "options: \(known.joined(separator: ", "))"
      return "unknown option '\(name)'; \(list)"
    case .invalid(let name, let found, let expected):
      return "option '\(name)': found \(found), expected \(expected)"
    case .refused(let reason):
      return reason
    }
  }
}

/// The options of a game, checked and complete.
public struct GameOptions: Hashable, Sendable {
  /// Every option by name, defaults included.
  public let values: [String: OptionValue]

  /// The names of the options that the user set, be it to their defaults.
  public let given: Set<String>

  /// Checks given values against the options of a game and fills in the defaults.
  ///
  /// - Parameters:
  ///   - given: What the user set. A whole number is accepted for any number.
  ///   - options: What the game knows.
  /// - Throws: `GameOptionError` for the first wrong key, in alphabetical order.
  public init(
    _ given: [String: OptionValue] = [:], for options: [GameOption]
  ) throws(GameOptionError) {
    var values: [String: OptionValue] = [:]
    for option in options { values[option.name] = option.fallback }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let option = options.first(where: { $0.name == name }) else {
        throw .unknown(name: name, known: options.map(\.name))
      }
      values[name] = try Self.checked(value, for: option)
    }
    self.values = values
    self.given = Set(given.keys)
  }

  /// The value of a yes-or-no option.
  public func flag(_ name: String) -> Bool {
    guard case .flag(let value)? = values[name] else { preconditionFailure("no flag \(name)") }
    return value
  }

  /// The value of a whole-number option.
  public func integer(_ name: String) -> Int {
    guard case .integer(let value)? = values[name] else {
      preconditionFailure("no integer \(name)")
    }
    return value
  }

  /// The value of a number option.
  public func number(_ name: String) -> Double {
    guard case .number(let value)? = values[name] else { preconditionFailure("no number \(name)") }
    return value
  }

  /// The value of a text option.
  public func text(_ name: String) -> String {
    guard case .text(let value)? = values[name] else { preconditionFailure("no text \(name)") }
    return value
  }

  private static func checked(
    _ value: OptionValue, for option: GameOption
  ) throws(GameOptionError) -> OptionValue {
    switch (option.fallback, value) {
    case (.flag, .flag), (.integer, .integer), (.number, .number):
      return value
    case (.number, .integer(let whole)):
      return .number(Double(whole))
    case (.text, .text(let word)):
      if option.choices.isEmpty || option.choices.contains(word) { return value }
      throw .invalid(
        name: option.name, found: "\"\(word)\"",
        expected: option.choices.map { "\"\($0)\"" }.joined(separator: " or "))
    default:
      throw .invalid(
        name: option.name, found: value.description, expected: option.fallback.typeName)
    }
  }
}

extension OptionValue: CustomStringConvertible {
  /// The value as a config file would show it.
  public var description: String {
    switch self {
    case .flag(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .text(let value): "\"\(value)\""
    }
  }

  /// The name of the value's type, for error texts.
  public var typeName: String {
    switch self {
    case .flag: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .text: "a text"
    }
  }
}

/// A game by name: how it is listed, what can be set, and how it is made.
public struct GameRegistration: Sendable {
  /// The name, such as `connect-four`.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// What can be set.
  public let options: [GameOption]
  private let make: @Sendable (GameOptions) throws(GameOptionError) -> any Game

  /// Makes an entry for the list of games.
  ///
  /// - Parameters:
  ///   - name: Lower case, words joined by hyphens.
  ///   - summary: What it is, in one line.
  ///   - options: What can be set.
  ///   - make: Makes the game; throws if options contradict one another or are out of range.
  public init(
    name: String, summary: String, options: [GameOption] = [],
    make: @escaping @Sendable (GameOptions) throws(GameOptionError) -> any Game
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.make = make
  }

  /// Makes the game.
  ///
  /// - Parameter given: The options that the user set; the others have their defaults.
  /// - Returns: The game.
  /// - Throws: `GameOptionError` for an option that cannot be used.
  public func game(_ given: [String: OptionValue] = [:]) throws(GameOptionError) -> any Game {
    try make(GameOptions(given, for: options))
  }
}
