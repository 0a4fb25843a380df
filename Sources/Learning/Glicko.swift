import Foundation

/// A rating that knows how uncertain it is.
///
/// Source: Glickman, "Parameter estimation in large dynamic paired comparison experiments", 1999
/// (Glicko-1).
public struct GlickoRating: Codable, Hashable, Sendable {
  /// The rating, in Elo.
  public var rating: Double
  /// The standard deviation of the rating, in Elo.
  public var deviation: Double

  /// Makes a rating; the defaults are those of a newcomer.
  public init(rating: Double = 1500, deviation: Double = 350) {
    self.rating = rating
    self.deviation = deviation
  }

  private static let scale: Double = log(10.0) / 400

  /// How much a result against this opponent tells: g(RD), in 0...1.
  public var attenuation: Double {
    1
      / (1 + 3 * Self.scale * Self.scale * deviation * deviation / (Double.pi * Double.pi))
      .squareRoot()
  }

  /// The points a game that this player can expect.
  ///
  /// - Parameter opponent: Whom it plays.
  /// - Returns: E, in 0...1; only the opponent's uncertainty counts.
  public func expectedScore(against opponent: GlickoRating) -> Double {
    Elo.expectedScore(difference: opponent.attenuation * (rating - opponent.rating))
  }

  /// The rating after a period of games.
  ///
  /// - Parameter games: The opponents, as they were rated before, and the points, 0, ½ or 1.
  /// - Returns: The new rating; the same without games.
  public func updated(
    after games: [(opponent: GlickoRating, points: Double)]
  ) -> GlickoRating {
    var information = 0.0
    var surprise = 0.0
    for (opponent, points) in games {
      let weight = opponent.attenuation
      let expected = expectedScore(against: opponent)
      information += weight * weight * expected * (1 - expected)
      surprise += weight * (points - expected)
    }
    information *= Self.scale * Self.scale
    let precision = 1 / (deviation * deviation) + information
    return GlickoRating(
      rating: rating + Self.scale / precision * surprise,
      deviation: (1 / precision).squareRoot())
  }
}
