public import GameProtocol

extension Go {
  /// How the games are listed.
  public static let registrations: [GameRegistration] =
    [registration(name: "go", size: nil)]
    + [5, 7, 9, 13, 19].map { (size: Int) in
      registration(name: "go-\(size)x\(size)", size: size)
    }

  /// The entry of one name.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - size: Rows and columns, or `nil` if they are an option.
  /// - Returns: The entry.
  private static func registration(name: String, size: Int?) -> GameRegistration {
    let board = size.map { rows in " on \(rows)×\(rows)" } ?? ""
    let sizes = size == nil ? [GameOption("size", .integer(19), "rows and columns, 2 to 25")] : []
    return GameRegistration(
      name: name, summary: "Go\(board), complete rules", options: sizes + options
    ) { options throws(GameOptionError) in
      try game(name: name, size: size ?? options.integer("size"), options)
    }
  }

  private static let options = [
    GameOption(
      "rules", .text("tromp-taylor"),
      "tromp-taylor, chinese, japanese, aga, or KataGo's text; other options outrank it"),
    GameOption("komi", .number(7.5), "points for White, -1000 to 1000"),
    GameOption(
      "ko", .text("positional"), "which repeats are illegal",
      choices: GoRuleSet.Ko.allCases.map(\.rawValue)),
    GameOption("suicide", .flag(true), "whether two or more stones may be given up"),
    GameOption(
      "scoring", .text("area"), "how points are counted",
      choices: GoRuleSet.Scoring.allCases.map(\.rawValue)),
    GameOption("handicap", .integer(0), "Black's stones on fixed places, 0 or 2 to 9"),
    GameOption("maxMoves", .integer(0), "plies until a game is counted by area; 0 for 2 size²"),
  ]

  private static func game(
    name: String, size: Int, _ options: GameOptions
  ) throws(GameOptionError) -> Go {
    guard GoBoard.smallestSize...GoBoard.largestSize ~= size else {
      throw .invalid(name: "size", found: String(size), expected: "2 to 25")
    }
    let limit = options.integer("maxMoves")
    guard 0...1_000_000 ~= limit else {
      throw .invalid(name: "maxMoves", found: String(limit), expected: "0 to 1000000")
    }
    let count = options.integer("handicap")
    var handicap: [Int] = []
    if count != 0 {
      do throws(NotationError) {
        handicap = try fixedHandicap(count, size: size)
      } catch {
        throw .invalid(name: "handicap", found: error.found, expected: error.expected)
      }
    }
    return Go(
      size: size, rules: try rules(options), handicap: handicap,
      lengthLimit: limit == 0 ? nil : limit, name: name)
  }

  /// The rules of a preset with the other keys on top.
  private static func rules(_ options: GameOptions) throws(GameOptionError) -> GoRuleSet {
    var rules: GoRuleSet
    do throws(NotationError) {
      rules = try GoRuleSet(options.text("rules"))
    } catch {
      throw .invalid(name: "rules", found: "\"\(error.found)\"", expected: error.expected)
    }
    let komi = options.number("komi")
    guard Komi.isUsable(komi) else {
      throw .invalid(name: "komi", found: pointText(komi), expected: Komi.expectation)
    }
    if options.given.contains("komi") { rules.komi = komi }
    if options.given.contains("suicide") { rules.allowsSuicide = options.flag("suicide") }
    if options.given.contains("ko"), let ko = GoRuleSet.Ko(rawValue: options.text("ko")) {
      rules.ko = ko
    }
    if options.given.contains("scoring"),
      let scoring = GoRuleSet.Scoring(rawValue: options.text("scoring"))
    {
      rules.scoring = scoring
    }
    return rules
  }
}
