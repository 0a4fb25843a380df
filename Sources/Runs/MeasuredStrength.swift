import Experiments
import Learning

/// How often the agent of a run went wrong, with one number of simulations.
struct MeasuredStrength: Sendable {
  /// Simulations per move; 0 for the network alone.
  var simulations: Int
  /// One result a set.
  var sets: [SetResult]

  /// The name under which a set's first rate is remembered.
  ///
  /// - Parameter set: The name of the set.
  /// - Returns: The name with the number of simulations.
  func key(of set: String) -> String { "\(set)@\(simulations)" }

  /// The results as they are recorded.
  var table: ConfigValue {
    var table: [String: ConfigValue] = [:]
    for result in sets {
      table[result.name] = .table([
        "positions": .integer(result.positions), "mistakes": .integer(result.mistakes),
      ])
    }
    return .table(table)
  }
}
