import ChessRules
import GameProtocol

/// Plays random games, calling back before each ply.
///
/// Game `n` of Chess960 games has a start of its own. `visit` is given each state and its legal actions.
func playRandomGames(
  _ games: Int, seed: UInt64, _ variant: Chess.Variant = .orthodox, draws: Chess.Draws = .claim,
  visit: (ChessState, [Action]) throws -> Void
) rethrows {
  for game in 0..<games {
    let chess = Chess(variant, draws: draws, start: variant == .chess960 ? nil : 518)
    var state = chess.initialState(seed: seed &+ UInt64(game))
    var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(game))
    while !state.isTerminal {
      let actions = state.legalActions
      try visit(state, actions)
      _ = state.apply(actions[random.below(actions.count)])
    }
    try visit(state, [])
  }
}
