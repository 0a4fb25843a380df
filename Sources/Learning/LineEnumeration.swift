public import GameProtocol
public import Planner

/// What becomes of a player against every possible opponent.
///
/// Each line is one sequence of the opponent's choices until the end of the game. A player that
/// loses in none of them cannot be beaten by anyone, a perfect player included.
public struct LineReport: Codable, Hashable, Sendable {
  /// The lines in which the player moves first.
  public var movingFirst: MatchScore
  /// The lines in which the player moves second.
  public var movingSecond: MatchScore

  /// The lines that are lost.
  public var losses: Int { movingFirst.losses + movingSecond.losses }

  /// Plays every line of a small game of two.
  ///
  /// - Parameters:
  ///   - agent: A player without noise.
  ///   - game: A game of two, small enough: tic-tac-toe has at most 1329 lines.
  /// - Throws: `SearchError` if the player's model gives an answer that cannot be searched with.
  public init<G: Game>(of agent: any Agent<G.State>, in game: G) throws(SearchError) {
    movingFirst = try Self.lines(of: agent, as: .first, in: game)
    movingSecond = try Self.lines(of: agent, as: .second, in: game)
  }

  private static func lines<G: Game>(
    of agent: any Agent<G.State>, as player: Player, in game: G
  ) throws(SearchError) -> MatchScore {
    var score = MatchScore()
    var states = [game.initialState(seed: 0)]
    var ply: UInt64 = 0
    // All lines advance together, so that the player is asked about many positions at once.
    while !states.isEmpty {
      let own = states.filter { $0.playerToMove == player }
      let keys = own.indices.map { SearchKey(game: UInt64($0), ply: ply) }
      let actions = own.isEmpty ? [] : try agent.actions(for: own, keys: keys)
      var next = zip(own, actions).map { state, action in state.applying(action) }
      for state in states where state.playerToMove != player {
        for action in state.legalActions { next.append(state.applying(action)) }
      }
      states.removeAll(keepingCapacity: true)
      for state in next {
        guard state.isTerminal else {
          states.append(state)
          continue
        }
        let points = state.returnOf(player)
        if points > 0 {
          score.wins += 1
        } else if points < 0 {
          score.losses += 1
        } else {
          score.draws += 1
        }
      }
      ply += 1
    }
    return score
  }
}
