import Foundation

/// Pairs of games with the same opening and colours swapped, by points of the pair.
public struct PairScore: Codable, Hashable, Sendable {
  /// How many pairs brought 0, ½, 1, 1½ and 2 points.
  public var counts: [Int]

  /// Makes a score without pairs.
  public init() {
    counts = [0, 0, 0, 0, 0]
  }

  /// Makes a score.
  ///
  /// - Parameter counts: Five counts, for 0, ½, 1, 1½ and 2 points.
  public init(counts: [Int]) {
    precondition(counts.count == 5, "a pair of games has five scores")
    self.counts = counts
  }

  /// Counts a pair.
  ///
  /// - Parameter points: Its points in halves, 0...4.
  public mutating func add(halfPoints points: Int) {
    counts[points] += 1
  }

  /// The number of pairs.
  public var pairs: Int { counts.reduce(0, +) }
}

/// A test that is taken after every game and stops as soon as it is sure enough.
///
/// H0: the difference is `elo0`; H1: it is `elo1`. The generalised log-likelihood ratio with the
/// variance of the data is N (s1 − s0) (2 s − s0 − s1) / (2 σ²).
///
/// Source: Wald, "Sequential tests of statistical hypotheses", 1945; the generalised form as chess
/// engine testing uses it (Van den Bergh, "A practical introduction to the GSPRT").
public struct SequentialTest: Codable, Hashable, Sendable {
  /// Where a test stands.
  public enum Decision: String, Codable, Hashable, Sendable {
    /// H0 is accepted.
    case h0
    /// H1 is accepted.
    case h1
    /// More games are needed.
    case `continue`
  }

  /// The difference under H0, in Elo.
  public var elo0: Double
  /// The difference under H1, in Elo; above `elo0`.
  public var elo1: Double
  /// The accepted probability of choosing H1 under H0.
  public var alpha: Double
  /// The accepted probability of choosing H0 under H1.
  public var beta: Double

  /// Makes a test.
  public init(elo0: Double, elo1: Double, alpha: Double = 0.05, beta: Double = 0.05) {
    precondition(elo0 < elo1, "H1 is the stronger hypothesis")
    self.elo0 = elo0
    self.elo1 = elo1
    self.alpha = alpha
    self.beta = beta
  }

  /// The ratio at which H0 is accepted: ln(β / (1 − α)).
  public var lowerBound: Double { log(beta / (1 - alpha)) }

  /// The ratio at which H1 is accepted: ln((1 − β) / α).
  public var upperBound: Double { log((1 - beta) / alpha) }

  /// The log-likelihood ratio of single games.
  ///
  /// - Parameters:
  ///   - score: The games so far.
  ///   - smoothing: What is added to wins, draws and losses for the variance; 0.5 keeps it honest
  ///     while there are few games.
  /// - Returns: The ratio; 0 without games or without any variance.
  public func ratio(of score: MatchScore, smoothing: Double = 0) -> Double {
    ratio(
      counts: [Double(score.losses), Double(score.draws), Double(score.wins)],
      smoothing: smoothing)
  }

  /// The log-likelihood ratio of pairs of games, whose variance is that of the five classes.
  ///
  /// - Parameters:
  ///   - score: The pairs so far.
  ///   - smoothing: What is added to each class for the variance.
  /// - Returns: The ratio; 0 without pairs or without any variance.
  public func ratio(of score: PairScore, smoothing: Double = 0) -> Double {
    ratio(counts: score.counts.map(Double.init), smoothing: smoothing)
  }

  /// Where the test stands at a ratio.
  ///
  /// - Parameter ratio: The log-likelihood ratio of the games so far.
  /// - Returns: Which hypothesis is accepted, if any.
  public func decision(at ratio: Double) -> Decision {
    ratio >= upperBound ? .h1 : ratio <= lowerBound ? .h0 : .continue
  }

  /// The ratio for classes of equally spaced results, from no points to all points.
  private func ratio(counts: [Double], smoothing: Double) -> Double {
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0 }
    let top = Double(counts.count - 1)
    var mean = 0.0
    for (index, count) in counts.enumerated() { mean += count * Double(index) / top }
    mean /= total
    let smoothed = counts.map { $0 + smoothing }
    let smoothedTotal = smoothed.reduce(0, +)
    var center = 0.0
    for (index, count) in smoothed.enumerated() { center += count * Double(index) / top }
    center /= smoothedTotal
    var variance = 0.0
    for (index, count) in smoothed.enumerated() {
      let distance = Double(index) / top - center
      variance += count * distance * distance
    }
    variance /= smoothedTotal
    guard variance > 0 else { return 0 }
    let score0 = Elo.expectedScore(difference: elo0)
    let score1 = Elo.expectedScore(difference: elo1)
    return total * (score1 - score0) * (2 * mean - score0 - score1) / (2 * variance)
  }
}
