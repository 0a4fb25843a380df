public import ArgumentParser
public import Planner

extension SearchConfiguration.Algorithm: ExpressibleByArgument {}

/// How to search.
struct SearchArguments: ParsableArguments {
  @Option(help: "Simulations for each move.")
  var simulations = 400

  @Option(help: "How the root is searched: puct or gumbel.")
  var algorithm = SearchConfiguration.Algorithm.puct

  @Option(help: "Decides every random choice.")
  var seed: UInt64 = 0

  func validate() throws {
    if let problem = configuration.problem { throw ValidationError("--\(problem).") }
  }

  /// The search for play in earnest: no noise, always the best move.
  var configuration: SearchConfiguration {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = simulations
    configuration.algorithm = algorithm
    return configuration
  }
}
