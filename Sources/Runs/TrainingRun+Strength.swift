import Experiments
import GameProtocol
import Learning
import Network

/// Strength, measured on the way and at the end.
extension TrainingRun {
  /// Measures on a part of each set, in the generations that are chosen for it.
  func lookAtStrength() throws {
    let interval = configuration.evaluation.interval
    guard interval > 0, state.generation % interval == 0, measure != nil else { return }
    report.phase = "generation \(state.generation): measuring strength"
    notify()
    try tellStrength(of: strength(isQuick: true), isQuick: true)
  }

  /// Measures on all positions.
  ///
  /// - Returns: The results, those with search first; empty where strength cannot be measured.
  func finalStrength() throws -> [MeasuredStrength] {
    report.phase = "measuring strength at the end"
    notify()
    let results = try strength(isQuick: false)
    tellStrength(of: results, isQuick: false)
    return results
  }

  /// Measures with search, and what the network knows without it, which costs next to nothing.
  private func strength(isQuick: Bool) throws -> [MeasuredStrength] {
    guard let measure else { return [] }
    let player = try PlayerNetwork(blueprint: blueprint, weights: state.weights)
    let simulations = configuration.evaluation.simulations
    return try (simulations == 0 ? [0] : [simulations, 0]).map { simulations in
      measurement = isQuick ? nil : MeasuredShare()
      defer { measurement = nil }
      return try measure(
        .init(
          network: player, search: configuration.search, simulations: simulations,
          isQuick: isQuick, options: options,
          advanced: { [measurement] share in measurement?.advance(by: share) }),
        whileWaiting: notify)
    }
  }

  private func tellStrength(of results: [MeasuredStrength], isQuick: Bool) {
    for strength in results {
      if state.generation == 0 {
        for (name, figure) in strength.figures {
          state.firstStrength[strength.key(of: name)] = figure
        }
      }
      log(
        "evaluation",
        [
          "generation": .integer(state.generation), "step": .integer(state.step),
          "quick": .boolean(isQuick), "simulations": .integer(strength.simulations),
          "sets": strength.table,
        ])
    }
    guard let main = results.first else { return }
    let alone = results.dropFirst().first
    func first(_ strength: MeasuredStrength?, _ name: String) -> Double? {
      strength.flatMap { state.firstStrength[$0.key(of: name)] }
    }
    report.strength = main.sets.indices.map { index in
      let result = main.sets[index]
      var strength = ProgressReport.Strength(
        name: result.name, mistakeRate: result.rate, firstRate: first(main, result.name))
      strength.networkRate = alone?.sets[index].rate
      strength.firstNetworkRate = first(alone, result.name)
      return strength
    }
    report.returns = main.returns.map { returns in
      ProgressReport.Returns(
        mean: returns.mean, deviation: returns.deviation, episodes: returns.episodes,
        firstMean: first(main, MeasuredStrength.returnName), networkMean: alone?.returns?.mean,
        firstNetworkMean: first(alone, MeasuredStrength.returnName))
    }
    notify()
  }
}
