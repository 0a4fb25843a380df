import Foundation

/// How probable wins, draws and losses are between players of known ratings.
///
/// P(win) = f(−d − advantage + drawElo), P(loss) = f(d + advantage + drawElo) with
/// f(x) = 1 / (1 + 10^(x/400)); the rest are draws.
///
/// Source: Coulom, "Bayeselo", 2005.
public struct DrawModel: Codable, Hashable, Sendable {
  /// What moving first is worth, in Elo; 32.8 in chess.
  public var advantage: Double
  /// How common draws are, in Elo; 97.3 in chess, 0 where there are none.
  public var drawElo: Double

  /// Makes a model; the defaults are those of chess.
  public init(advantage: Double = 32.8, drawElo: Double = 97.3) {
    precondition(drawElo >= 0, "draws cannot be less than impossible")
    self.advantage = advantage
    self.drawElo = drawElo
  }

  /// The probabilities of the results of the first player.
  ///
  /// - Parameter difference: The first player's rating − the second's.
  /// - Returns: Win, draw and loss, with sum 1.
  public func probabilities(
    difference: Double
  ) -> (win: Double, draw: Double, loss: Double) {
    let win = Elo.expectedScore(difference: difference + advantage - drawElo)
    let loss = Elo.expectedScore(difference: -difference - advantage - drawElo)
    return (win, 1 - win - loss, loss)
  }
}

/// The games of one pairing in which the first-named moved first.
public struct Pairing: Hashable, Sendable {
  /// The player who moved first, as an index.
  public var first: Int
  /// The player who moved second, as an index.
  public var second: Int
  /// The results, as the first player sees them.
  public var score: MatchScore

  /// Makes a pairing.
  public init(first: Int, second: Int, score: MatchScore) {
    precondition(first != second, "nobody plays against himself")
    self.first = first
    self.second = second
    self.score = score
  }
}

/// Ratings that cannot be found.
public enum RatingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A player whom no chain of games connects with the anchor.
  case unconnected(player: Int, anchor: Int)

  /// Who is not connected.
  public var description: String {
    switch self {
    case .unconnected(let player, let anchor):
      """
      no chain of games connects player \(player) with player \(anchor); \
      their difference cannot be measured
      """
    }
  }
}

/// The ratings of many players that make their games most probable.
public struct Ratings: Hashable, Sendable {
  /// The ratings, in Elo, one a player; the anchor's is 0.
  public let elo: [Double]

  /// Finds the ratings of maximum likelihood.
  ///
  /// The logarithm of the likelihood is concave, and its maximum is found by raising one player
  /// after the other along Newton's direction. Virtual draws, shared between the two colours,
  /// connect opponents and keep ratings finite where one side won everything.
  ///
  /// - Parameters:
  ///   - playerCount: The number of players.
  ///   - pairings: Their games.
  ///   - model: How probable draws are.
  ///   - anchor: The player whose rating is 0.
  ///   - virtualDraws: Draws added between two players who met, 2 as in Bayeselo.
  /// - Throws: `RatingError.unconnected` if a difference cannot be measured.
  public init(
    playerCount: Int, pairings: [Pairing], model: DrawModel = DrawModel(), anchor: Int = 0,
    virtualDraws: Double = 2
  ) throws(RatingError) {
    try Self.checkConnected(playerCount, pairings, anchor: anchor)
    let terms = Self.terms(playerCount, pairings, virtualDraws: virtualDraws)
    var elo = [Double](repeating: 0, count: playerCount)
    for _ in 0..<10_000 {
      var largest = 0.0
      for player in 0..<playerCount where player != anchor {
        let step = Self.step(of: player, elo, terms[player], model)
        elo[player] += step
        largest = max(largest, abs(step))
      }
      if largest < 1e-9 { break }
    }
    self.elo = elo
  }

  /// One side's view of the games between two players.
  private struct Term {
    var opponent: Int
    var isFirst: Bool
    var wins: Double
    var draws: Double
    var losses: Double
  }

  private static func terms(
    _ playerCount: Int, _ pairings: [Pairing], virtualDraws: Double
  ) -> [[Term]] {
    var terms = [[Term]](repeating: [], count: playerCount)
    var hasMet: Set<[Int]> = []
    func add(_ first: Int, _ second: Int, _ wins: Double, _ draws: Double, _ losses: Double) {
      terms[first].append(
        Term(opponent: second, isFirst: true, wins: wins, draws: draws, losses: losses))
      terms[second].append(
        Term(opponent: first, isFirst: false, wins: losses, draws: draws, losses: wins))
    }
    for pairing in pairings where pairing.score.games > 0 {
      let score = pairing.score
      add(
        pairing.first, pairing.second, Double(score.wins), Double(score.draws),
        Double(score.losses))
      if hasMet.insert([pairing.first, pairing.second].sorted()).inserted {
        add(pairing.first, pairing.second, 0, virtualDraws / 2, 0)
        add(pairing.second, pairing.first, 0, virtualDraws / 2, 0)
      }
    }
    return terms
  }

  /// Newton's step for one rating while the others stand still.
  private static func step(
    of player: Int, _ elo: [Double], _ terms: [Term], _ model: DrawModel
  ) -> Double {
    var slope = 0.0
    var curvature = 0.0
    for term in terms {
      let advantage = term.isFirst ? model.advantage : -model.advantage
      let difference = elo[player] - elo[term.opponent] + advantage
      let win = Elo.expectedScore(difference: difference - model.drawElo)
      let loss = Elo.expectedScore(difference: -difference - model.drawElo)
      // In units of ln 10 / 400: ln win rises by 1 − win, ln loss by loss − 1, and the draw,
      // proportional to win · loss, by loss − win.
      slope +=
        term.wins * (1 - win) - term.losses * (1 - loss) + term.draws * (loss - win)
      curvature +=
        (term.wins + term.draws) * win * (1 - win) + (term.losses + term.draws) * loss * (1 - loss)
    }
    guard curvature > 0 else { return 0 }
    // Far from the maximum a full step may overshoot the region where the curve is known.
    return min(max(slope / curvature / (log(10.0) / 400.0), -400), 400)
  }

  private static func checkConnected(
    _ playerCount: Int, _ pairings: [Pairing], anchor: Int
  ) throws(RatingError) {
    var isReached = [Bool](repeating: false, count: playerCount)
    var open = [anchor]
    isReached[anchor] = true
    while let player = open.popLast() {
      for pairing in pairings where pairing.score.games > 0 {
        for (one, other) in [
          (pairing.first, pairing.second), (pairing.second, pairing.first),
        ] where one == player && !isReached[other] {
          isReached[other] = true
          open.append(other)
        }
      }
    }
    for player in 0..<playerCount where !isReached[player] {
      throw .unconnected(player: player, anchor: anchor)
    }
  }
}
