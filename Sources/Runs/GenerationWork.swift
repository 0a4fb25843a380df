/// What one generation has to do, so that the progress of a run moves within it.
struct GenerationWork: Hashable, Sendable {
  /// Games before it.
  var firstGame = 0
  /// Games that it plays.
  var games = 0
  /// Optimizer steps before it.
  var firstStep = 0
  /// Optimizer steps that it takes.
  var steps = 0
  /// Games that must be there before the first step, where there are fewer.
  var minimumGames: Int?

  /// The share that is done, in [0, 1].
  ///
  /// Self-play and learning go on at the same time; the generation lasts as long as the slower one.
  ///
  /// - Parameter numbers: What the run has counted so far.
  /// - Returns: The share of the slower one; 0 where there is nothing to do.
  func share(of numbers: RunCounters.Numbers) -> Double {
    var shares: [Double] = []
    if games > 0 { shares.append(Double(numbers.games - firstGame) / Double(games)) }
    if steps > 0 { shares.append(Double(numbers.trainingSteps - firstStep) / Double(steps)) }
    return min(max(shares.min() ?? 0, 0), 1)
  }

  /// Why one of the two sides does nothing.
  ///
  /// - Parameter numbers: What the run has counted so far.
  /// - Returns: The reason; `nil` while both work, and where there is nothing to wait for.
  func waiting(at numbers: RunCounters.Numbers) -> String? {
    if let minimumGames {
      return numbers.games < minimumGames
        ? "the learner waits for games: \(numbers.games) of \(minimumGames)"
        : "the learner begins with the next generation"
    }
    let hasPlayed = numbers.games >= firstGame + games
    let hasLearned = numbers.trainingSteps >= firstStep + steps
    if games == 0 || steps == 0 || hasPlayed == hasLearned { return nil }
    return hasPlayed
      ? "self-play is done and waits for the learner"
      : "the learner is done and waits for self-play"
  }
}
