import GameProtocol

/// The choice of the action that is played, from the visits of a search.
enum MoveChoice {
  /// The probabilities N^(1/T) / Σ N^(1/T).
  ///
  /// Source: Schrittwieser et al. 2020, equation 6.
  ///
  /// - Parameters:
  ///   - visits: At least one of them above 0.
  ///   - temperature: T, above 0; may be infinite, which makes all visited actions alike.
  /// - Returns: One probability per count.
  static func probabilities(visits: [Int], temperature: Double) -> [Double] {
    let most = Double(visits.max() ?? 0)
    var weights = visits.map { count in
      if count == 0 { return 0.0 }
      // Divided by the greatest, so that small temperatures overflow nothing.
      return temperature == 1
        ? Double(count) / most
        : Exponential.exp(Exponential.log(Double(count) / most) / temperature)
    }
    let sum = weights.reduce(0, +)
    for index in weights.indices { weights[index] /= sum }
    return weights
  }

  /// Draws an index by probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: They sum to 1.
  ///   - random: The source.
  /// - Returns: An index whose probability is not 0.
  static func draw(_ probabilities: [Double], using random: inout CounterRandom) -> Int {
    var point = random.uniform()
    var last = 0
    for (index, probability) in probabilities.enumerated() where probability > 0 {
      last = index
      point -= probability
      if point < 0 { break }
    }
    return last
  }
}
