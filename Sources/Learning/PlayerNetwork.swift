public import GameProtocol
public import Network
public import Planner

/// A trained network that can be played with: packed once, searched with on any number of threads.
///
/// Playing needs oneDNN alone; LibTorch is for training.
public struct PlayerNetwork: Sendable {
  /// What search grows its trees on.
  public let mode: Blueprint.Mode
  /// The packed weights.
  public let packed: PackedNetwork

  /// Packs weights for play.
  ///
  /// - Parameters:
  ///   - blueprint: The networks.
  ///   - weights: Their weights.
  /// - Throws: `NetworkError` where the library is missing or the weights are not the network's.
  public init(blueprint: Blueprint, weights: NetworkWeights) throws(NetworkError) {
    mode = blueprint.mode
    packed = try PackedNetwork(blueprint: blueprint, weights: weights)
  }

  /// Makes what one thread searches on.
  ///
  /// - Parameters:
  ///   - game: The rules.
  ///   - treeCount: The most trees at once, `B`.
  ///   - slotsPerTree: Positions per tree: `Search.slotsPerTree`.
  ///   - meter: Counts the calls of the network, where wanted.
  /// - Returns: A model with buffers of its own.
  /// - Throws: `NetworkError` where oneDNN refuses.
  public func model<G: Game>(
    for game: G, treeCount: Int, slotsPerTree: Int, meter: EvaluationMeter? = nil
  ) throws(NetworkError) -> PlanningModel<G> {
    let plan = try InferencePlan(packed)
    switch mode {
    case .alphazero:
      let network: any PolicyValueNetwork = meter.map { MeteredNetwork(plan, meter: $0) } ?? plan
      return .rules(game, network: network, treeCount: treeCount, slotsPerTree: slotsPerTree)
    case .muzero:
      let network: any DynamicsNetwork = meter.map { MeteredDynamics(plan, meter: $0) } ?? plan
      return .learned(game, network: network, treeCount: treeCount, slotsPerTree: slotsPerTree)
    }
  }

  /// Makes a player that plays in earnest: without noise, ties to the lower index.
  ///
  /// - Parameters:
  ///   - name: What it is, for tables.
  ///   - game: The rules.
  ///   - search: How to search, as in self-play.
  ///   - simulations: Simulations per move; 0 for the network alone.
  ///   - treeCount: The most positions searched in lockstep.
  /// - Returns: The player.
  /// - Throws: `NetworkError` where oneDNN refuses.
  public func agent<G: Game>(
    named name: String, for game: G, search: SearchConfiguration, simulations: Int,
    treeCount: Int = 64
  ) throws(NetworkError) -> SearchAgent<G.State> {
    var configuration = search.withoutExploration
    configuration.simulations = max(simulations, 1)
    let searcher = Search(
      configuration: configuration, treeCount: treeCount,
      actionCount: game.specification.actionCount)
    let model = try model(
      for: game, treeCount: treeCount, slotsPerTree: searcher.slotsPerTree)
    return SearchAgent(
      name: name, model: model.model, search: searcher, choice: simulations == 0 ? .prior : .best
    ) { model.setRoot($0, tree: $1) }
  }
}
