public import GameProtocol
public import Planner

/// The one switch between the two modes: what a search over a game's positions is grown on.
public enum PlanningModel<G: Game> {
  /// AlphaZero: the true rules with an evaluator.
  case rules(TrueRules<G>)
  /// MuZero: the learned dynamics.
  case learned(LearnedDynamics)

  /// What search is run on.
  public var model: any Model {
    switch self {
    case .rules(let model): model
    case .learned(let model): model
    }
  }

  /// Sets the position that a tree grows from.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - tree: The tree.
  public func setRoot(_ state: G.State, tree: Int) {
    switch self {
    case .rules(let model): model.setRoot(state, tree: tree)
    case .learned(let model): model.setRoot(state, tree: tree)
    }
  }

  /// Makes a model whose positions a network judges on the true rules.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - network: Judges positions.
  ///   - treeCount: The most trees at once, `B`.
  ///   - slotsPerTree: Positions per tree: `Search.slotsPerTree`.
  /// - Returns: The model of AlphaZero mode.
  public static func rules(
    _ game: G, network: any PolicyValueNetwork, treeCount: Int, slotsPerTree: Int
  ) -> Self {
    .rules(
      TrueRules(
        game: game, evaluator: NetworkEvaluator(network: network, game: game),
        treeCount: treeCount, slotsPerTree: slotsPerTree))
  }

  /// Makes a model that imagines what follows the root.
  ///
  /// - Parameters:
  ///   - game: The rules, of which only the specification is used.
  ///   - network: The networks h, g and f.
  ///   - treeCount: The most trees at once, `B`.
  ///   - slotsPerTree: Hidden states per tree: `Search.slotsPerTree`.
  /// - Returns: The model of MuZero mode.
  public static func learned(
    _ game: G, network: any DynamicsNetwork, treeCount: Int, slotsPerTree: Int
  ) -> Self {
    .learned(
      LearnedDynamics(
        network: network, playerCount: game.specification.playerCount,
        discount: game.specification.discount, treeCount: treeCount, slotsPerTree: slotsPerTree))
  }
}
