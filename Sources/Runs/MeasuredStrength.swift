import Experiments
public import Learning

/// How strong the agent of a run is, with one number of simulations.
public struct MeasuredStrength: Hashable, Sendable {
  /// Simulations per move; 0 for the network alone.
  public var simulations: Int
  /// How often it went wrong where the truth is known, one result a set.
  public var sets: [SetResult]
  /// What it got in games of one; `nil` for other games.
  public var returns: EpisodeResult?

  /// The figures that are compared over a run, by name: a set's rate of mistakes, or the mean return.
  var figures: [String: Double] {
    var figures = Dictionary(uniqueKeysWithValues: sets.map { ($0.name, $0.rate) })
    if let returns { figures[Self.returnName] = returns.mean }
    return figures
  }

  /// The name of the mean return among the figures.
  static let returnName = "return"

  /// The name under which a first figure is remembered.
  ///
  /// - Parameter name: The name of the figure.
  /// - Returns: The name with the number of simulations.
  func key(of name: String) -> String { "\(name)@\(simulations)" }

  /// The results as they are recorded.
  var table: ConfigValue {
    var table: [String: ConfigValue] = [:]
    for result in sets {
      table[result.name] = .table([
        "positions": .integer(result.positions), "mistakes": .integer(result.mistakes),
      ])
    }
    if let returns {
      table[Self.returnName] = .table([
        "episodes": .integer(returns.episodes), "mean": .number(returns.mean),
        "deviation": .number(returns.deviation), "lowest": .number(returns.lowest),
        "highest": .number(returns.highest), "meanSteps": .number(returns.meanSteps),
      ])
    }
    return .table(table)
  }
}
