package import GameProtocol
package import Planner

/// Searches one position at a time, whatever judges the positions.
package protocol Searcher<State>: AnyObject {
  /// The position type.
  associatedtype State: GameState

  /// Searches a position.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - key: What the random numbers are a function of.
  /// - Returns: What was found out about its moves.
  /// - Throws: `Failure` if a judgement is not a number.
  func search(_ state: State, key: SearchKey) throws(Failure) -> SearchResult

  /// The tree of the last search, in the order of expansion.
  var nodes: [TabularSearch.Node] { get }
}

/// Searches on the true rules of a game.
package final class RulesSearcher<G: Game>: Searcher {
  private let search: Search
  private let model: TrueRules<G>

  /// Makes room for a search.
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
    model = TrueRules(
      game: game, evaluator: evaluator, treeCount: 1, slotsPerTree: search.slotsPerTree)
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
      try search.run(on: model, keys: [key])
    } catch {
      throw Failure("\(error)", .failed)
    }
    return search.result(of: 0)
  }

  /// The tree of the last search, in the order of expansion.
  package var nodes: [TabularSearch.Node] { search.nodes(of: 0) }
}

/// Plays the best move that a search finds.
package final class SearchChooser<State: GameState>: MoveChooser {
  private let searcher: any Searcher<State>
  private let seed: UInt64

  /// Makes a player.
  ///
  /// - Parameters:
  ///   - searcher: Searches the positions.
  ///   - seed: Decides every random choice.
  package init(_ searcher: any Searcher<State>, seed: UInt64) {
    self.searcher = searcher
    self.seed = seed
  }

  /// Chooses the best move that a search finds.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - ply: The number of moves made before it.
  /// - Returns: The move and the value of the position.
  /// - Throws: `Failure` if a judgement is not a number.
  package func choose(in state: State, ply: Int) throws(Failure) -> ChosenMove {
    let result = try searcher.search(state, key: SearchKey(seed: seed, ply: UInt64(ply)))
    return ChosenMove(action: result.bestAction, value: result.value)
  }
}
