package import GameProtocol
package import Learning
package import Planner

/// Searches one position at a time, on the rules or on a learned model.
package final class PositionSearcher<G: Game> {
  private let search: Search
  private let model: PlanningModel<G>

  /// Makes room for a search.
  ///
  /// - Parameters:
  ///   - configuration: How to search; one without a `problem`.
  ///   - actionCount: The number of actions, `A`.
  ///   - model: Makes what the tree is grown on, given the number of slots.
  /// - Throws: What `model` throws.
  package init(
    _ configuration: SearchConfiguration, actionCount: Int,
    model: (Int) throws(Failure) -> PlanningModel<G>
  ) throws(Failure) {
    search = Search(configuration: configuration, treeCount: 1, actionCount: actionCount)
    self.model = try model(search.slotsPerTree)
  }

  /// Makes room for a search on the rules of a game.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - evaluator: Judges positions.
  ///   - configuration: How to search; one without a `problem`.
  package init(
    _ game: G, evaluator: any Evaluator<G.State>, configuration: SearchConfiguration
  ) {
    search = Search(
      configuration: configuration, treeCount: 1, actionCount: game.specification.actionCount)
    model = .rules(
      TrueRules(
        game: game, evaluator: evaluator, treeCount: 1, slotsPerTree: search.slotsPerTree))
  }

  /// Searches a position.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - key: What the random numbers are a function of.
  /// - Returns: What was found out about its moves.
  /// - Throws: `Failure` if a judgement is not a number.
  package func search(_ state: G.State, key: SearchKey) throws(Failure) -> SearchResult {
    model.setRoot(state, tree: 0)
    do {
      try search.run(on: model.model, keys: [key])
    } catch {
      throw Failure("\(error)", .failed)
    }
    return search.result(of: 0)
  }

  /// The tree of the last search, in the order of expansion.
  package var nodes: [TabularSearch.Node] { search.nodes(of: 0) }
}
