import GameProtocol
import ShogiRules

/// Plays random games, calling back before each ply.
///
/// `visit` is given each state and its legal actions.
func playRandomGames(
  _ games: Int, seed: UInt64, plies: Int = 600, visit: (ShogiState, [Action]) throws -> Void
) rethrows {
  for game in 0..<games {
    var state = Shogi().initialState(seed: 0)
    var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(game))
    var ply = 0
    while !state.isTerminal, ply < plies {
      let actions = state.legalActions
      try visit(state, actions)
      _ = state.apply(actions[random.below(actions.count)])
      ply += 1
    }
    if state.isTerminal { try visit(state, []) }
  }
}

extension ShogiState {
  /// Plays moves in USI, separated by spaces.
  mutating func play(_ moves: some StringProtocol) throws {
    for move in moves.split(separator: " ") { _ = apply(try action(for: String(move))) }
  }
}
