/// The rules by which a game of Go is played and counted.
public struct GoRuleSet: Hashable, Sendable {
  /// Which repetitions are illegal.
  public enum Ko: String, CaseIterable, Hashable, Sendable {
    /// Taking back at once a single stone that took a single stone.
    case simple
    /// Making a position of stones that was on the board before.
    case positional
    /// Making a position of stones that was on the board before with the same side to move.
    case situational
  }

  /// How points are counted.
  public enum Scoring: String, CaseIterable, Hashable, Sendable {
    /// Stones and surrounded empty points.
    case area
    /// Surrounded empty points and prisoners.
    case territory
  }

  /// What White gets for the handicap stones.
  public enum HandicapBonus: String, CaseIterable, Hashable, Sendable {
    /// Nothing.
    case none = "0"
    /// One point a stone but the first.
    case allButOne = "N-1"
    /// One point a stone.
    case all = "N"
  }

  /// Which repetitions are illegal.
  public var ko: Ko
  /// Whether two or more stones may be given up by leaving them without a liberty.
  public var allowsSuicide: Bool
  /// How points are counted.
  public var scoring: Scoring
  /// What White gets for the handicap stones.
  public var handicapBonus: HandicapBonus
  /// The points that White gets for moving second.
  public var komi: Double

  /// Makes a rule set.
  public init(
    ko: Ko = .positional, allowsSuicide: Bool = true, scoring: Scoring = .area,
    handicapBonus: HandicapBonus = .none, komi: Double = 7.5
  ) {
    self.ko = ko
    self.allowsSuicide = allowsSuicide
    self.scoring = scoring
    self.handicapBonus = handicapBonus
    self.komi = komi
  }

  /// Positional superko, suicide, area scoring, komi 7.5.
  public static let trompTaylor = GoRuleSet()

  /// Simple ko, no suicide, area scoring, a point for each handicap stone, komi 7.5.
  public static let chinese = GoRuleSet(
    ko: .simple, allowsSuicide: false, handicapBonus: .all)

  /// Simple ko, no suicide, territory scoring, komi 6.5.
  public static let japanese = GoRuleSet(
    ko: .simple, allowsSuicide: false, scoring: .territory, komi: 6.5)

  /// Situational superko, no suicide, area scoring, a point for each handicap stone but the first,
  /// komi 7.5.
  public static let aga = GoRuleSet(
    ko: .situational, allowsSuicide: false, handicapBonus: .allButOne)

  /// The points that White gets for handicap stones.
  ///
  /// - Parameter stones: The number of stones that Black placed before the first move.
  /// - Returns: The points, however the board is counted; none for fewer than two stones.
  public func bonus(handicap stones: Int) -> Int {
    if stones < 2 { return 0 }
    return switch handicapBonus {
    case .none: 0
    case .allButOne: stones - 1
    case .all: stones
    }
  }
}
