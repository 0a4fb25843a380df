import FoundationEssentials
package import GameProtocol
package import Learning
import Planner

/// Who plays, as the command line names it.
package enum AgentName: Hashable, Sendable {
  /// Any legal move, each equally likely.
  case random
  /// The best move by the game's solver.
  case perfect
  /// Search without a network, positions judged by random games, with so many simulations.
  case search(Int)
  /// A checkpoint file or a run, with so many simulations; `nil` for the usual number.
  case trained(String, Int?)

  /// What can be named.
  package static let help = """
    random, perfect (where a solver exists), mcts-N (search with N simulations, positions judged by \
    random games), or a RUN or CHECKPOINT, with @N for N simulations and @0 for the network alone.
    """

  /// Reads a name.
  ///
  /// - Parameter name: Such as `random`, `mcts-200` or `runs/7.safetensors@50`.
  /// - Throws: `Failure` if the number in it is wrong.
  package init(_ name: String) throws(Failure) {
    switch name {
    case "random": self = .random
    case "perfect": self = .perfect
    case _ where name.hasPrefix("mcts-"):
      guard let budget = Int(name.dropFirst(5)), (1..<1 << 24).contains(budget) else {
        throw Failure("player '\(name)': expected mcts-N with N at least 1", .usage)
      }
      self = .search(budget)
    default:
      guard let at = name.lastIndex(of: "@") else {
        self = .trained(name, nil)
        return
      }
      let number = name[name.index(after: at)...]
      guard let simulations = Int(number), (0..<1 << 24).contains(simulations) else {
        throw Failure("player '\(name)': expected a number of simulations after '@'", .usage)
      }
      self = .trained(String(name[..<at]), simulations)
    }
  }

  /// The same player with other simulations for each move, where it is a trained one.
  ///
  /// - Parameter simulations: The number; `nil` for the usual one.
  /// - Returns: The player.
  package func with(simulations: Int?) -> AgentName {
    guard case .trained(let name, _) = self else { return self }
    return .trained(name, simulations)
  }

  /// Makes the player for a game.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - treeCount: How many positions are asked about at once.
  /// - Returns: The player.
  /// - Throws: `Failure` if the player is none of this game.
  package func agent<G: Game>(
    for game: G, treeCount: Int = 1
  ) throws(Failure) -> any Agent<G.State> {
    switch self {
    case .random: return RandomAgent()
    case .perfect:
      guard let solvable = game as? any Solvable,
        let agent = Self.perfect(solvable) as? any Agent<G.State>
      else { throw Failure("there is no solver for '\(game.specification.name)'", .usage) }
      return agent
    case .search(let budget):
      return SearchAgent<G.State>.rolloutSearch(game: game, budget: budget, treeCount: treeCount)
    case .trained(let name, let simulations):
      return try TrainedPlayer(name).agent(
        for: game, simulations: simulations, treeCount: treeCount)
    }
  }

  private static func perfect(_ game: some Solvable) -> any Agent { PerfectAgent(game: game) }
}
