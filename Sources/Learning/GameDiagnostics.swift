import Foundation
public import GameProtocol

/// What recorded games show about the health of self-play.
public struct GameDiagnostics: Codable, Hashable, Sendable {
  /// The number of games.
  public var games = 0
  /// The number of decisions.
  public var positions = 0
  /// The shares of games that the first player won, drew and lost; for one player, of returns above,
  /// at and below 0.
  ///
  /// One side that always wins, or draws alone, teach nothing.
  public var outcomeShares: [Double] = [0, 0, 0]
  /// The mean length of a game, in plies.
  public var meanPlies = 0.0
  /// The share of positions that occurred before in the same games.
  public var duplicateShare = 0.0
  /// The mean entropy of the policy targets, in nats.
  ///
  /// Near 0 early in training it means collapse.
  public var targetEntropy = 0.0
  /// The mean weight of the best action in the policy targets.
  public var topShare = 0.0
  /// The mean squared difference between what the network thought of a position, before it was
  /// trained on it, and what came of it.
  ///
  /// Rising while the training loss falls it means overfitting.
  public var valueError = 0.0
  /// The variance of what came of the positions: the error of a network that knows only the mean.
  public var valueVariance = 0.0

  /// Looks at games.
  ///
  /// - Parameters:
  ///   - records: The newest games, such as those of one generation.
  ///   - game: Their game.
  ///   - returns: How value targets look ahead.
  public init<G: Game>(of records: [GameRecord], in game: G, returns: ReturnRule) {
    var seen: Set<G.State> = []
    var duplicates = 0
    var searched = 0
    var judged = 0
    var sum = 0.0
    var sumOfSquares = 0.0
    for record in records {
      games += 1
      positions += record.plyCount
      let result = record.returns.first ?? 0
      outcomeShares[result > 0 ? 0 : result == 0 ? 1 : 2] += 1
      var state = game.initialState(seed: record.startSeed)
      for ply in 0..<record.plyCount {
        if !seen.insert(state).inserted { duplicates += 1 }
        _ = state.apply(record.actions[ply])
        let (entropy, top) = Self.sharpness(of: record, at: ply)
        targetEntropy += entropy
        topShare += top
        if !record.policyRange(at: ply).isEmpty { searched += 1 }
        // Nobody asked the network about the random moves of an opening.
        if ply < record.openingPlyCount { continue }
        judged += 1
        let target = Double(returns.value(of: record, at: ply) ?? record.rootValues[ply])
        let error = Double(record.networkValues[ply]) - target
        valueError += error * error
        sum += target
        sumOfSquares += target * target
      }
    }
    guard positions > 0 else { return }
    let count = Double(positions)
    outcomeShares = outcomeShares.map { $0 / Double(games) }
    meanPlies = count / Double(games)
    duplicateShare = Double(duplicates) / count
    targetEntropy /= Double(max(1, searched))
    topShare /= Double(max(1, searched))
    let mean = sum / Double(max(1, judged))
    valueError /= Double(max(1, judged))
    valueVariance = max(0, sumOfSquares / Double(max(1, judged)) - mean * mean)
  }

  private static func sharpness(
    of record: GameRecord, at ply: Int
  ) -> (entropy: Double, top: Double) {
    let range = record.policyRange(at: ply)
    let total = range.reduce(0.0) { $0 + Double(record.policyWeights[$1]) }
    guard total > 0 else { return (0, 0) }
    var entropy = 0.0
    var top = 0.0
    for index in range where record.policyWeights[index] > 0 {
      let share = Double(record.policyWeights[index]) / total
      entropy -= share * log(share)
      top = max(top, share)
    }
    return (entropy, top)
  }
}
