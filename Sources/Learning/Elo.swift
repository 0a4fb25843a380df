import Foundation

/// How many games were won, drawn and lost.
public struct MatchScore: Codable, Hashable, Sendable {
  /// Games won.
  public var wins: Int
  /// Games drawn.
  public var draws: Int
  /// Games lost.
  public var losses: Int

  /// Makes a score.
  public init(wins: Int = 0, draws: Int = 0, losses: Int = 0) {
    self.wins = wins
    self.draws = draws
    self.losses = losses
  }

  /// The number of games, `N`.
  public var games: Int { wins + draws + losses }

  /// Points a game, in 0...1: a win counts 1, a draw ½; ½ if there are no games.
  public var mean: Double {
    games == 0 ? 0.5 : (Double(wins) + Double(draws) / 2) / Double(games)
  }

  /// The variance of one game's points.
  ///
  /// Source: Michel, "Bayesian Elo rating"; the trinomial variance of the score.
  public var variance: Double {
    guard games > 0 else { return 0 }
    let mean = mean
    let sum =
      Double(wins) * (1 - mean) * (1 - mean) + Double(draws) * (0.5 - mean) * (0.5 - mean)
      + Double(losses) * mean * mean
    return sum / Double(games)
  }

  /// The standard error of `mean`.
  public var standardError: Double { games == 0 ? 0 : (variance / Double(games)).squareRoot() }

  /// The probability that the one who won more is the stronger one, draws telling nothing.
  ///
  /// ½ (1 + erf((W − L) / √(2 (W + L)))).
  public var likelihoodOfSuperiority: Double {
    let decided = wins + losses
    guard decided > 0 else { return 0.5 }
    return 0.5 * (1 + erf(Double(wins - losses) / (2 * Double(decided)).squareRoot()))
  }

  /// The score as the opponent sees it.
  public var reversed: MatchScore { MatchScore(wins: losses, draws: draws, losses: wins) }

  /// Adds two scores.
  ///
  /// - Parameters:
  ///   - left: A score.
  ///   - right: Another of the same players.
  /// - Returns: Both together.
  public static func + (left: MatchScore, right: MatchScore) -> MatchScore {
    MatchScore(
      wins: left.wins + right.wins, draws: left.draws + right.draws,
      losses: left.losses + right.losses)
  }
}

/// A difference of strength in Elo, with the interval that a match leaves open.
public struct EloEstimate: Codable, Hashable, Sendable {
  /// The difference, own rating − opponent's; `nil` if every game was won or every game lost,
  /// which no finite difference explains best.
  public var difference: Double?
  /// The lower end of the interval; `nil` for −∞.
  public var lower: Double?
  /// The upper end of the interval; `nil` for ∞.
  public var upper: Double?

  /// Estimates a difference from a match.
  ///
  /// The interval is that of the score, `mean` ± `deviations` standard errors, mapped to Elo. If
  /// every game went the same way the standard error is 0 and says nothing; then half a win and
  /// half a loss are added before the interval is taken.
  ///
  /// - Parameters:
  ///   - score: The match.
  ///   - deviations: Half the width of the interval, in standard errors: 1.96 for 95 %.
  public init(_ score: MatchScore, deviations: Double = 1.96) {
    var mean = score.mean
    var error = score.standardError
    difference = Elo.difference(expectedScore: mean)
    if score.games > 0, mean == 0 || mean == 1 {
      let games = Double(score.games) + 1
      mean = (mean * Double(score.games) + 0.5) / games
      error = (mean * (1 - mean) / games).squareRoot()
    }
    guard score.games > 0 else {
      lower = nil
      upper = nil
      return
    }
    lower = Elo.difference(expectedScore: mean - deviations * error)
    upper = Elo.difference(expectedScore: mean + deviations * error)
  }
}

/// The scale of Elo ratings.
///
/// Source: Elo, "The rating of chessplayers", 1978; the logistic form with base 10.
public enum Elo {
  /// The points a game that a difference of ratings promises.
  ///
  /// - Parameter difference: Own rating − opponent's.
  /// - Returns: 1 / (1 + 10^(−d/400)).
  public static func expectedScore(difference: Double) -> Double {
    1 / (1 + pow(10, -difference / 400))
  }

  /// The difference of ratings that promises so many points a game.
  ///
  /// - Parameter expectedScore: Points a game.
  /// - Returns: 400 log₁₀(s / (1 − s)); `nil` outside the open interval 0...1.
  public static func difference(expectedScore: Double) -> Double? {
    guard expectedScore > 0, expectedScore < 1 else { return nil }
    return 400 * log10(expectedScore / (1 - expectedScore))
  }
}
