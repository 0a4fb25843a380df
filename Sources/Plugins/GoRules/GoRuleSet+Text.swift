public import GameProtocol

extension GoRuleSet {
  /// The names that rule sets go by.
  static let presets: [(name: String, rules: GoRuleSet)] = [
    ("tromp-taylor", .trompTaylor),
    ("chinese", .chinese),
    ("japanese", .japanese),
    ("aga", .aga),
    // Names that KataGo knows as well.
    ("bga", .aga),
    ("french", .aga),
    ("korean", .japanese),
    (
      "chinese-ogs",
      GoRuleSet(ko: .positional, allowsSuicide: false, handicapBonus: .all)
    ),
    (
      "chinese-kgs",
      GoRuleSet(ko: .positional, allowsSuicide: false, handicapBonus: .all)
    ),
    ("new-zealand", GoRuleSet(ko: .situational)),
  ]

  /// Reads the name of a rule set, or its rules one by one as KataGo writes them.
  ///
  /// A text such as `koPOSITIONALscoreAREAtaxNONEsui1komi7.5` is a list of keys and values: `ko`
  /// (`SIMPLE`, `POSITIONAL`, `SITUATIONAL`), `score` (`AREA`, `TERRITORY`), `tax` (`NONE`, and
  /// `SEKI` with territory), `sui` (0, 1), `button` (0), `whb` (`0`, `N-1`, `N`), `fpok` (0, 1) and
  /// `komi`. What is missing is as in `tromp-taylor`; without `komi` territory has 6.5.
  ///
  /// - Parameter text: Such as `aga`; capital and small letters are the same in names.
  /// - Throws: `NotationError` for rules that are unknown or not played here.
  public init(_ text: String) throws(NotationError) {
    let name = text.lowercased().split(whereSeparator: { $0 == "_" || $0 == " " })
      .joined(separator: "-")
    let plain = name.filter { $0 != "-" }
    if let preset = Self.presets.first(where: { $0.name.filter { $0 != "-" } == plain }) {
      self = preset.rules
      return
    }
    guard text.hasPrefix("ko") || text.hasPrefix("score") else {
      throw NotationError(
        found: text,
        expected: Self.presets.map(\.name).joined(separator: ", ")
          + ", or rules such as koPOSITIONALscoreAREAtaxNONEsui1komi7.5")
    }
    self.init()
    var reader = RuleStringReader(text)
    var givesKomi = false
    var tax = "NONE"
    while let key = try reader.key() {
      switch key {
      case "ko":
        let word = try reader.word(["SIMPLE", "POSITIONAL", "SITUATIONAL"])
        ko = Ko(rawValue: word.lowercased()) ?? ko
      case "score":
        scoring = try reader.word(["AREA", "TERRITORY"]) == "AREA" ? .area : .territory
      case "tax": tax = try reader.word(["NONE", "SEKI"])
      case "sui": allowsSuicide = try reader.word(["0", "1"]) == "1"
      // The button and half points for a pass are not played here.
      case "button": _ = try reader.word(["0"])
      case "whb":
        handicapBonus = HandicapBonus(rawValue: try reader.word(["N-1", "N", "0"])) ?? .none
      // Whether a pass cleans up dead stones: players agree on those outside the game.
      case "fpok": _ = try reader.word(["0", "1"])
      default:
        komi = try reader.number()
        givesKomi = true
      }
    }
    if scoring == .area && tax == "SEKI" {
      throw NotationError(found: text, expected: "taxNONE with scoreAREA")
    }
    if scoring == .territory && !givesKomi { komi = 6.5 }
  }

  /// The rules one by one, as KataGo writes them.
  public var text: String {
    let bonus = handicapBonus == .none ? "" : "whb" + handicapBonus.rawValue
    return "ko\(ko.rawValue.uppercased())score\(scoring.rawValue.uppercased())taxNONEsui"
      + (allowsSuicide ? "1" : "0") + bonus + "komi" + pointText(komi)
  }

  /// The name of a preset with these rules, or the rules one by one.
  public var name: String {
    Self.presets.first { $0.rules == self }?.name ?? text
  }
}

/// A number of points without needless decimals.
func pointText(_ points: Double) -> String {
  points == points.rounded() && points.magnitude < 1e6 ? String(Int(points)) : String(points)
}

/// Takes keys and values from the front of a rule string.
private struct RuleStringReader {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  private var offset: Int { text.count - rest.count }

  /// The next key, or nothing at the end.
  mutating func key() throws(NotationError) -> String? {
    if rest.isEmpty { return nil }
    let keys = ["komi", "ko", "score", "tax", "sui", "button", "whb", "fpok"]
    guard let key = keys.first(where: { rest.hasPrefix($0) }) else {
      throw NotationError(
        found: String(rest), expected: keys.joined(separator: ", "), offset: offset)
    }
    rest.removeFirst(key.count)
    return key
  }

  /// One of some words, the first that fits.
  mutating func word(_ words: [String]) throws(NotationError) -> String {
    guard let word = words.first(where: { rest.hasPrefix($0) }) else {
      throw NotationError(
        found: String(rest), expected: words.joined(separator: " or "), offset: offset)
    }
    rest.removeFirst(word.count)
    return word
  }

  /// A number of points.
  mutating func number() throws(NotationError) -> Double {
    let digits = rest.prefix { "-0123456789.".contains($0) }
    guard digits.count < 12, let number = Double(String(digits)), Komi.isUsable(number) else {
      throw NotationError(found: String(rest), expected: Komi.expectation, offset: offset)
    }
    rest.removeFirst(digits.count)
    return number
  }
}

/// Which numbers can be a komi.
enum Komi {
  static let expectation = "a number from -1000 to 1000"

  static func isUsable(_ number: Double) -> Bool { number.magnitude <= 1000 }
}
