import FoundationEssentials
import GameProtocol
import GoRules

/// Rules of Go as KataGo's commands write them.
///
/// Source: KataGo, "GTP extensions", `kata-get-rules` and `kata-set-rules`.
struct KataRules: Encodable {
  private let ko: String
  private let scoring: String
  private let tax = "NONE"
  private let suicide: Bool
  private let hasButton = false
  private let whiteHandicapBonus: String
  private let friendlyPassOk = false

  /// Writes rules.
  init(_ rules: GoRuleSet) {
    ko = rules.ko.rawValue.uppercased()
    scoring = rules.scoring.rawValue.uppercased()
    suicide = rules.allowsSuicide
    whiteHandicapBonus = rules.handicapBonus.rawValue
  }

  /// The rules as a JSON object in one line.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Reads the name of a rule set, its text, or a JSON object.
  ///
  /// - Parameters:
  ///   - text: What follows the command.
  ///   - present: The rules before it; its komi stays unless the text names one, and so does every
  ///     rule that a JSON object does not name.
  /// - Returns: The rules.
  /// - Throws: `EngineError` if they are not known.
  static func rules(_ text: String, present: GoRuleSet) throws(EngineError) -> GoRuleSet {
    if text.hasPrefix("{") { return try rules(json: text, present: present) }
    do {
      var rules = try GoRuleSet(text)
      if !text.contains("komi") { rules.komi = present.komi }
      return rules
    } catch {
      throw EngineError("unknown rules: \(error)")
    }
  }

  // MARK: JSON

  private static func rules(
    json text: String, present: GoRuleSet
  ) throws(EngineError) -> GoRuleSet {
    guard let values = try? JSONDecoder().decode([String: RuleValue].self, from: Data(text.utf8))
    else { throw error(text, #"a JSON object such as {"ko":"SIMPLE"}"#) }
    var rules = present
    var taxesSeki = false
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      switch key {
      case "ko": rules.ko = try choice(key, value, GoRuleSet.Ko.allCases)
      case "scoring", "score": rules.scoring = try choice(key, value, GoRuleSet.Scoring.allCases)
      case "tax":
        guard value == .text("NONE") || value == .text("SEKI") else {
          throw error(key, value, "NONE or SEKI")
        }
        taxesSeki = value == .text("SEKI")
      case "suicide": rules.allowsSuicide = try flag(key, value)
      // The button is not played here.
      case "hasButton": if try flag(key, value) { throw error(key, value, "false") }
      case "whiteHandicapBonus":
        rules.handicapBonus = try choice(key, value, GoRuleSet.HandicapBonus.allCases)
      // Whether a pass cleans up dead stones: players agree on those outside the game.
      case "friendlyPassOk": _ = try flag(key, value)
      case "komi":
        guard case .number(let komi) = value, komi.magnitude <= 1000 else {
          throw error(key, value, "a number from -1000 to 1000")
        }
        rules.komi = komi
      default:
        throw error(
          key,
          "ko, scoring, tax, suicide, hasButton, whiteHandicapBonus, friendlyPassOk or komi")
      }
    }
    if taxesSeki && rules.scoring == .area {
      throw error("tax", .text("SEKI"), "NONE with scoring AREA")
    }
    return rules
  }

  private static func choice<Rule: RawRepresentable<String>>(
    _ key: String, _ value: RuleValue, _ rules: [Rule]
  ) throws(EngineError) -> Rule {
    if let rule = rules.first(where: { value == .text($0.rawValue.uppercased()) }) { return rule }
    throw error(key, value, rules.map { $0.rawValue.uppercased() }.joined(separator: " or "))
  }

  private static func flag(_ key: String, _ value: RuleValue) throws(EngineError) -> Bool {
    if case .flag(let flag) = value { return flag }
    throw error(key, value, "true or false")
  }

  private static func error(_ key: String, _ value: RuleValue, _ expected: String) -> EngineError {
    EngineError("unknown rules: \(key): found \(value), expected \(expected)")
  }

  private static func error(_ found: String, _ expected: String) -> EngineError {
    EngineError("unknown rules: found '\(found.shortened)', expected \(expected)")
  }
}

/// What a key of a JSON object stands for, as far as rules have such.
private enum RuleValue: Hashable, Decodable, CustomStringConvertible {
  case text(String)
  case flag(Bool)
  case number(Double)
  case other

  init(from decoder: any Decoder) {
    guard let container = try? decoder.singleValueContainer() else {
      self = .other
      return
    }
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .other
    }
  }

  var description: String {
    switch self {
    case .text(let text): "'\(text.shortened)'"
    case .flag(let flag): "\(flag)"
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .other: "a list, an object or null"
    }
  }
}
