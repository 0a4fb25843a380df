public import ArgumentParser
import GameProtocol
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

  /// Makes a searcher on the rules of a game.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - name: Who judges positions: `uniform` or `rollout`.
  /// - Returns: The searcher, or `nil` for another name.
  func rulesSearcher<G: Game>(for game: G, judgedBy name: String) -> (any Searcher<G.State>)? {
    let evaluator: any Evaluator<G.State>
    switch name {
    case "uniform": evaluator = UniformEvaluator()
    case "rollout": evaluator = RolloutEvaluator()
    default: return nil
    }
    return RulesSearcher(game, evaluator: evaluator, configuration: configuration)
  }
}
