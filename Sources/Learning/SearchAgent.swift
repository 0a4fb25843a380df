public import GameProtocol
public import Planner

/// A player that searches, or that takes the network at its word.
public final class SearchAgent<State: GameState>: Agent {
  /// Which of a search's findings is played.
  public enum Choice: Hashable, Sendable {
    /// The action that the search's temperature and noise bring about.
    case drawn
    /// The best action, ties to the lower index.
    case best
    /// The legal action of the highest prior, ties to the lower index: the network alone.
    case prior
  }

  /// What it is, for tables.
  public let name: String
  private let search: Search
  private let model: any Model
  private let setRoot: (State, Int) -> Void
  private let choice: Choice

  /// Makes a player of any model.
  ///
  /// - Parameters:
  ///   - name: What it is, for tables.
  ///   - model: Has room for the trees and slots of `search`.
  ///   - search: Searches.
  ///   - choice: Which finding is played.
  ///   - setRoot: Sets the root of a tree on the model.
  public init(
    name: String, model: any Model, search: Search, choice: Choice,
    setRoot: @escaping (State, Int) -> Void
  ) {
    self.name = name
    self.model = model
    self.search = search
    self.choice = choice
    self.setRoot = setRoot
  }

  /// Makes a player that searches on the rules of a game.
  ///
  /// - Parameters:
  ///   - name: What it is, for tables.
  ///   - game: The rules.
  ///   - evaluator: Judges positions.
  ///   - configuration: How to search; `withoutExploration` of it for play in earnest.
  ///   - treeCount: The most positions searched in lockstep.
  ///   - choice: Which finding is played.
  public convenience init<G: Game>(
    name: String, game: G, evaluator: any Evaluator<State>, configuration: SearchConfiguration,
    treeCount: Int, choice: Choice = .best
  ) where G.State == State {
    let search = Search(
      configuration: configuration, treeCount: treeCount,
      actionCount: game.specification.actionCount)
    let model = TrueRules(
      game: game, evaluator: evaluator, treeCount: treeCount, slotsPerTree: search.slotsPerTree)
    self.init(name: name, model: model, search: search, choice: choice) {
      model.setRoot($0, tree: $1)
    }
  }

  /// Makes a player that searches on a learned model.
  ///
  /// - Parameters:
  ///   - name: What it is, for tables.
  ///   - specification: The facts of the game.
  ///   - network: The networks h, g and f.
  ///   - configuration: How to search; `withoutExploration` of it for play in earnest.
  ///   - treeCount: The most positions searched in lockstep.
  ///   - choice: Which finding is played.
  public convenience init(
    name: String, specification: GameSpecification, network: any DynamicsNetwork,
    configuration: SearchConfiguration, treeCount: Int, choice: Choice = .best
  ) {
    let search = Search(
      configuration: configuration, treeCount: treeCount, actionCount: specification.actionCount)
    let model = LearnedDynamics(
      network: network, playerCount: specification.playerCount, discount: specification.discount,
      treeCount: treeCount, slotsPerTree: search.slotsPerTree)
    self.init(name: name, model: model, search: search, choice: choice) {
      model.setRoot($0, tree: $1)
    }
  }

  /// Searches the positions, as many in lockstep as there are trees.
  public func actions(
    for states: [State], keys: [SearchKey]
  ) throws(SearchError) -> [Action] {
    precondition(states.count == keys.count, "one key a position")
    var actions: [Action] = []
    actions.reserveCapacity(states.count)
    for start in stride(from: 0, to: states.count, by: search.treeCount) {
      let end = min(start + search.treeCount, states.count)
      for index in start..<end { setRoot(states[index], index - start) }
      try search.run(on: model, keys: Array(keys[start..<end]))
      for tree in 0..<end - start { actions.append(chosen(from: search.result(of: tree))) }
    }
    return actions
  }

  private func chosen(from result: SearchResult) -> Action {
    switch choice {
    case .drawn: return result.action
    case .best: return result.bestAction
    case .prior:
      var best = 0
      for action in result.prior.indices where result.prior[action] > result.prior[best] {
        best = action
      }
      return Action(best)
    }
  }
}

extension SearchAgent {
  /// Makes a rung of the ladder: Monte-Carlo tree search with a fixed budget and nothing learned.
  ///
  /// Equal priors, one random game a leaf, unvisited actions taken for draws. The constants are part
  /// of the rung and never change, so that strengths can be compared over the years.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - budget: Simulations per move.
  ///   - treeCount: The most positions searched in lockstep.
  /// - Returns: The player, named `mcts-` and its budget.
  public static func rolloutSearch<G: Game>(
    game: G, budget: Int, treeCount: Int = 16
  ) -> SearchAgent<State> where G.State == State {
    SearchAgent(
      name: "mcts-\(budget)", game: game, evaluator: RolloutEvaluator<State>(),
      configuration: .rollouts(in: game.specification, budget: budget), treeCount: treeCount)
  }
}

extension SearchConfiguration {
  /// How a rung of the ladder searches; see `SearchAgent.rolloutSearch`.
  ///
  /// - Parameters:
  ///   - specification: The facts of the game.
  ///   - budget: Simulations per move.
  /// - Returns: The configuration.
  public static func rollouts(in specification: GameSpecification, budget: Int) -> Self {
    var configuration = SearchConfiguration().withoutExploration
    configuration.algorithm = .puct
    configuration.simulations = budget
    configuration.explorationInit = 2.5
    configuration.firstPlayUrgency = .draw
    if let range = specification.valueRange {
      configuration.valueMinimum = Double(range.lowerBound)
      configuration.valueMaximum = Double(range.upperBound)
    } else {
      configuration.valueBounds = .tree
    }
    return configuration
  }
}
