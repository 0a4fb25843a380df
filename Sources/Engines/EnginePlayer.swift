public import GameProtocol
public import Learning
public import Planner

/// What an engine plays with: a way to search, and a maker of what trees are grown on.
///
/// It is the same for the true rules of AlphaZero mode and the learned model of MuZero mode.
public final class EnginePlayer<G: Game>: Sendable {
  /// What it is called.
  public let name: String
  /// The most simulations for each move, or `nil` if the clock alone decides.
  public let simulations: Int?
  /// Simulations for each move where neither they nor a clock set a limit.
  public let usualSimulations: Int
  /// How it searches: PUCT, the search that can be cut off at any time.
  public let search: SearchConfiguration

  private let bytesPerNode: Int
  /// The number of actions, `A`.
  let actionCount: Int
  private let makeModel: @Sendable (_ slots: Int) throws(EngineError) -> PlanningModel<G>

  /// Makes a player.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - game: The game that it plays.
  ///   - search: How it searches; it becomes PUCT without noise.
  ///   - simulations: The most simulations for each move, or `nil` if the clock alone decides.
  ///   - usualSimulations: Simulations for each move where nothing sets a limit.
  ///   - hiddenStateSize: Bytes of a hidden state, where it searches on a learned model.
  ///   - makeModel: Makes what trees are grown on, with room for so many positions.
  public init(
    name: String, game: G, search: SearchConfiguration, simulations: Int?, usualSimulations: Int,
    hiddenStateSize: Int? = nil,
    makeModel: @escaping @Sendable (_ slots: Int) throws(EngineError) -> PlanningModel<G>
  ) {
    self.name = name
    self.simulations = simulations
    self.usualSimulations = usualSimulations
    self.makeModel = makeModel
    var search = search.withoutExploration
    search.algorithm = .puct
    self.search = search
    let actionCount = game.specification.actionCount
    self.actionCount = actionCount
    // Eight bytes a candidate. Where rules are known only legal actions are candidates, of which
    // there are some hundreds at most; states hold some kilobytes beside what lies in them.
    bytesPerNode =
      256
      + (hiddenStateSize.map { $0 + 8 * actionCount }
        ?? MemoryLayout<G.State>.stride + 4096 + 8 * min(actionCount, 512))
  }

  /// Makes a player that has learnt nothing and judges positions by random games.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - simulations: The most simulations for each move, or `nil` if the clock alone decides.
  /// - Returns: The player.
  public static func rollouts(in game: G, simulations: Int? = nil) -> EnginePlayer {
    let usual = simulations ?? 800
    return EnginePlayer(
      name: simulations.map { "mcts-\($0)" } ?? "mcts", game: game,
      search: .rollouts(in: game.specification, budget: usual), simulations: simulations,
      usualSimulations: usual
    ) { slots in
      .rules(
        TrueRules(
          game: game, evaluator: RolloutEvaluator<G.State>(), treeCount: 1, slotsPerTree: slots))
    }
  }

  /// The most simulations of a tree that is to fit into a number of bytes.
  func capacity(bytes: Int) -> Int {
    // A tree sets addresses aside for every action, and a system may refuse too many at once.
    let addressable = (1 << 31) / (4 * (actionCount + 8))
    return max(64, min(bytes / bytesPerNode, addressable, 1 << 22))
  }

  /// Makes what trees are grown on.
  func model(slots: Int) throws(EngineError) -> PlanningModel<G> { try makeModel(slots) }
}
