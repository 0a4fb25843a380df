package import Learning

/// What matches of everybody against everybody showed, for people and for programs.
package struct TournamentReport {
  private let tournament: Tournament
  private let entries: [Tournament.Entry]

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - tournament: The ratings.
  ///   - entries: The matches.
  package init(_ tournament: Tournament, entries: [Tournament.Entry]) {
    self.tournament = tournament
    self.entries = entries
  }

  /// The report as JSON.
  ///
  /// - Parameter game: The name of the game.
  /// - Returns: One object.
  package func document(game: String) -> JSONValue {
    let players = tournament.standings.map { standing in
      JSONValue.object(
        [
          JSONValue.Member("player", .string(standing.player)),
          JSONValue.Member("elo", .real(standing.elo)),
          JSONValue.Member("deviation", .real(standing.deviation)),
          JSONValue.Member("games", .integer(standing.score.games)),
        ] + MatchReport.members(of: standing.score))
    }
    return .object([
      JSONValue.Member("game", .string(game)), JSONValue.Member("players", .array(players)),
      JSONValue.Member(
        "matches", .array(entries.map { MatchReport($0.result).document(game: game) })),
    ])
  }

  /// The report as a table, the strongest player first.
  package var text: String {
    var table = TextTable(
      ["player", "Elo", "±", "games", "won", "drawn", "lost"],
      rightAligned: [1, 2, 3, 4, 5, 6])
    // Two standard deviations are about 95 %.
    for standing in tournament.standings.sorted(by: { $0.elo > $1.elo }) {
      let score = standing.score
      table.append([
        standing.player, MatchReport.signed(standing.elo),
        "\(Int((2 * standing.deviation).rounded()))", "\(score.games)", "\(score.wins)",
        "\(score.draws)", "\(score.losses)",
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}
