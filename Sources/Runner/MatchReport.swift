package import Learning

/// What a match showed, for people and for programs.
package struct MatchReport {
  private let result: MatchResult

  /// Makes a report.
  ///
  /// - Parameter result: What the match showed.
  package init(_ result: MatchResult) {
    self.result = result
  }

  /// The report as JSON.
  ///
  /// - Parameter game: The name of the game.
  /// - Returns: One object.
  package func document(game: String) -> JSONValue {
    let (score, elo) = (result.score, result.elo)
    var members = [
      JSONValue.Member("game", .string(game)),
      JSONValue.Member("player", .string(result.player)),
      JSONValue.Member("opponent", .string(result.opponent)),
      JSONValue.Member("games", .integer(score.games)),
    ]
    members += Self.members(of: score)
    members += [
      JSONValue.Member("first", .object(Self.members(of: result.movingFirst))),
      JSONValue.Member("second", .object(Self.members(of: result.movingSecond))),
      JSONValue.Member("pairs", .array(result.pairs.counts.map(JSONValue.integer))),
      JSONValue.Member("uniqueGames", .integer(result.uniqueGames)),
      JSONValue.Member("meanPlies", .real(result.meanPlies)),
      JSONValue.Member("elo", elo.difference.map { .real($0) } ?? .null),
      JSONValue.Member("eloLower", elo.lower.map { .real($0) } ?? .null),
      JSONValue.Member("eloUpper", elo.upper.map { .real($0) } ?? .null),
      JSONValue.Member("ratio", result.ratio.map { .real($0) } ?? .null),
      JSONValue.Member("decision", result.decision.map { .string($0.rawValue) } ?? .null),
    ]
    return .object(members)
  }

  /// The report as a few lines.
  package var text: String {
    let score = result.score
    var lines = [
      "\(result.player) against \(result.opponent): \(Self.text(of: score)) in \(score.games) games",
      "moving first \(Self.text(of: result.movingFirst)), "
        + "second \(Self.text(of: result.movingSecond)); "
        + "\(result.uniqueGames) different games of \(Measurement.grouped(result.meanPlies)) plies",
      "Elo \(elo)",
    ]
    if let ratio = result.ratio, let decision = result.decision {
      let words: [SequentialTest.Decision: String] = [
        .h0: "the smaller difference is accepted", .h1: "the larger difference is accepted",
        .continue: "not sure enough for either",
      ]
      lines.append(
        "test: \(words[decision] ?? ""), log-likelihood ratio \(Measurement.grouped(ratio))")
    }
    return lines.joined(separator: "\n")
  }

  /// The report on one line, while the match goes on.
  package var line: String {
    "\(result.score.games) games: \(Self.text(of: result.score)), Elo \(elo)"
  }

  private var elo: String {
    let elo = result.elo
    let difference = elo.difference.map(Self.signed) ?? "unbounded"
    let lower = elo.lower.map(Self.signed) ?? "−∞"
    let upper = elo.upper.map(Self.signed) ?? "+∞"
    return "\(difference) [\(lower), \(upper)]"
  }

  /// A difference with its sign, in whole Elo.
  static func signed(_ value: Double) -> String {
    let whole = Int(value.rounded())
    return whole < 0 ? "−\(whole.magnitude)" : "+\(whole)"
  }

  /// A score in words.
  static func text(of score: MatchScore) -> String {
    "\(score.wins) won, \(score.draws) drawn, \(score.losses) lost"
  }

  /// The members of an answer that hold a score.
  static func members(of score: MatchScore) -> [JSONValue.Member] {
    [
      JSONValue.Member("wins", .integer(score.wins)),
      JSONValue.Member("draws", .integer(score.draws)),
      JSONValue.Member("losses", .integer(score.losses)),
    ]
  }
}
