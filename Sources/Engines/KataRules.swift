import FoundationEssentials
import GameProtocol
import GoRules

/// Rules of Go as KataGo's commands write them.
///
/// Source: KataGo, "GTP extensions", `kata-get-rules` and `kata-set-rules`.
struct KataRules: Codable {
  var ko: String?
  var scoring: String?
  var tax: String?
  var suicide: Bool?
  var hasButton: Bool?
  var whiteHandicapBonus: String?
  var friendlyPassOk: Bool?

  /// Writes rules.
  init(_ rules: GoRuleSet) {
    ko = rules.ko.rawValue.uppercased()
    scoring = rules.scoring.rawValue.uppercased()
    tax = "NONE"
    suicide = rules.allowsSuicide
    hasButton = false
    whiteHandicapBonus = rules.handicapBonus.rawValue
    friendlyPassOk = false
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
  ///   - komi: The komi, which stays unless the text names one.
  /// - Returns: The rules.
  /// - Throws: An error if they are not known.
  static func rules(_ text: String, komi: Double) throws -> GoRuleSet {
    var rules: GoRuleSet
    if text.hasPrefix("{") {
      let keys = try JSONDecoder().decode(KataRules.self, from: Data(text.utf8))
      rules = try GoRuleSet(keys.text)
    } else {
      rules = try GoRuleSet(text)
    }
    if !text.contains("komi") { rules.komi = komi }
    return rules
  }

  /// The rules one by one, as KataGo writes them in a word.
  private var text: String {
    "ko\(ko ?? "POSITIONAL")score\(scoring ?? "AREA")tax\(tax ?? "NONE")"
      + "sui\(suicide ?? false ? 1 : 0)button\(hasButton ?? false ? 1 : 0)"
      + "whb\(whiteHandicapBonus ?? "0")fpok\(friendlyPassOk ?? false ? 1 : 0)"
  }
}
