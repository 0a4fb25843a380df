package import Engines
package import GameProtocol

/// Who plays behind a protocol: the names of `AgentName` that search, because a GUI wants to see it.
package enum EngineAgent: Hashable, Sendable {
  /// Positions judged by random games, with at most so many simulations; `nil` for as many as the
  /// clock allows.
  case rollouts(Int?)
  /// A checkpoint file or a run, with at most so many simulations; `nil` likewise.
  case trained(String, Int?)

  /// Reads a name.
  ///
  /// - Parameter text: Such as `mcts-200` or `latest@50`.
  /// - Throws: `Failure` if the number in it is wrong, or the player does not search.
  package init(_ text: String) throws(Failure) {
    switch try AgentName(text) {
    case .search(let budget): self = .rollouts(budget)
    case .trained(let name, let simulations) where simulations != 0:
      self = .trained(name, simulations)
    case .random, .perfect, .trained:
      throw Failure("player '\(text)': expected one that searches: mcts-N, RUN or RUN@N", .usage)
    }
  }

  /// Makes the player for a game.
  ///
  /// - Parameter game: The game.
  /// - Returns: The player.
  /// - Throws: `Failure` if the player is none of this game.
  package func player<G: Game>(for game: G) throws(Failure) -> EnginePlayer<G> {
    switch self {
    case .rollouts(let simulations): .rollouts(in: game, simulations: simulations)
    case .trained(let name, let simulations):
      try TrainedPlayer(name).enginePlayer(for: game, simulations: simulations)
    }
  }
}
