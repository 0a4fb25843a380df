import Foundation

/// What matches of everybody against everybody say about the players' strength.
public struct Tournament: Sendable {
  /// A player's place.
  public struct Standing: Hashable, Sendable {
    /// The player.
    public var player: String
    /// The rating of maximum likelihood, in Elo; the first player's is 0.
    public var elo: Double
    /// The standard deviation of the rating, in Elo.
    public var deviation: Double
    /// All games of the player.
    public var score: MatchScore
  }

  /// One match, with the places of its players in the list.
  public struct Entry: Sendable {
    /// In whose view the result is.
    public var player: Int
    /// The other one.
    public var opponent: Int
    /// What the match showed.
    public var result: MatchResult

    /// Makes an entry.
    public init(player: Int, opponent: Int, result: MatchResult) {
      self.player = player
      self.opponent = opponent
      self.result = result
    }
  }

  /// The players, in the order that they were given in.
  public let standings: [Standing]

  /// Rates players by their matches.
  ///
  /// - Parameters:
  ///   - players: Their names.
  ///   - entries: Their matches.
  /// - Throws: `RatingError` if no chain of matches connects two of them.
  public init(players: [String], entries: [Entry]) throws(RatingError) {
    let pairings = entries.flatMap { entry in
      [
        Pairing(
          first: entry.player, second: entry.opponent, score: entry.result.movingFirst),
        Pairing(
          first: entry.opponent, second: entry.player, score: entry.result.movingSecond.reversed),
      ]
    }
    let elo = try Ratings(
      playerCount: players.count, pairings: pairings, model: DrawModel(fitting: pairings)
    ).elo
    standings = players.indices.map { player in
      let own = pairings.compactMap { pairing -> (opponent: Int, score: MatchScore)? in
        if pairing.first == player { return (pairing.second, pairing.score) }
        if pairing.second == player { return (pairing.first, pairing.score.reversed) }
        return nil
      }
      // What the games tell about a newcomer whose opponents are known.
      let games = own.flatMap { opponent, score in
        [(score.wins, 1.0), (score.draws, 0.5), (score.losses, 0)].flatMap { count, points in
          Array(
            repeating: (
              opponent: GlickoRating(rating: elo[opponent], deviation: 0), points: points
            ),
            count: count)
        }
      }
      return Standing(
        player: players[player], elo: elo[player],
        deviation: GlickoRating(rating: elo[player]).updated(after: games).deviation,
        score: own.reduce(MatchScore()) { $0 + $1.score })
    }
  }
}

extension DrawModel {
  /// The model that explains the shares of all games best if the players are about equal.
  ///
  /// With the shares w and l of games that the player who moves first wins and loses, the equations
  /// of the model at difference 0 give drawElo ∓ advantage = 400 log₁₀(1/w − 1) and
  /// 400 log₁₀(1/l − 1). Half a game of each result is added, so that no share is 0.
  ///
  /// - Parameter pairings: The games.
  public init(fitting pairings: [Pairing]) {
    let score = pairings.reduce(MatchScore()) { $0 + $1.score }
    let games = Double(score.games) + 1.5
    let win = 400 * log10(games / (Double(score.wins) + 0.5) - 1)
    let loss = 400 * log10(games / (Double(score.losses) + 0.5) - 1)
    self.init(advantage: (loss - win) / 2, drawElo: max(0, (win + loss) / 2))
  }
}
