/// How a match is played.
public struct MatchConfiguration: Codable, Hashable, Sendable {
  /// Pairs of games with the same opening and colours swapped.
  public var pairs: Int
  /// Random plies before the players take over; without them two players who never draw lots play
  /// one game again and again.
  public var openingPlies: Int
  /// The seed of openings and players.
  public var seed: UInt64
  /// Pairs that are played at the same time, which changes nothing but the speed.
  public var pairsAtOnce: Int
  /// Ends the match as soon as it is sure enough.
  public var test: SequentialTest?

  /// Makes a configuration.
  public init(
    pairs: Int, openingPlies: Int, seed: UInt64 = 0, pairsAtOnce: Int = 16,
    test: SequentialTest? = nil
  ) {
    precondition(pairs > 0 && pairsAtOnce > 0 && openingPlies >= 0, "a match has games")
    self.pairs = pairs
    self.openingPlies = openingPlies
    self.seed = seed
    self.pairsAtOnce = pairsAtOnce
    self.test = test
  }
}

/// What a match showed, in the view of its first player.
public struct MatchResult: Codable, Hashable, Sendable {
  /// The first player.
  public var player: String
  /// The other one.
  public var opponent: String
  /// The games in which the first player moved first.
  public var movingFirst: MatchScore
  /// The games in which the first player moved second.
  public var movingSecond: MatchScore
  /// The pairs of games.
  public var pairs: PairScore
  /// How many different games were played; far fewer than all means that the result tells little.
  public var uniqueGames: Int
  /// The mean length of a game, in plies.
  public var meanPlies: Double
  /// The log-likelihood ratio of the pairs, if there was a test.
  public var ratio: Double?
  /// What the test decided, if there was one.
  public var decision: SequentialTest.Decision?

  /// Both colours together.
  public var score: MatchScore { movingFirst + movingSecond }

  /// The difference of strength, with its 95 % interval.
  public var elo: EloEstimate { EloEstimate(score) }
}
