/// A state with a move counter of its own, faster than playing every move.
public protocol PerftCounting: GameState {
  /// The number of action sequences of a length, by move generation only.
  ///
  /// - Parameter depth: The length in plies, at least 0.
  /// - Returns: The number of sequences.
  func perft(depth: Int) -> UInt64

  /// Appends the actions that move generation gives, by ascending index: also where a repetition, a
  /// count of moves or a lack of pieces has ended the game.
  ///
  /// The default appends the legal actions, for games without such ends.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  func appendGeneratedActions(to actions: inout [Action])
}

extension PerftCounting {
  /// Appends the legal actions.
  public func appendGeneratedActions(to actions: inout [Action]) {
    appendLegalActions(to: &actions)
  }
}

/// A state whose tree can be walked by the rules alone, without history and order of actions.
public protocol PositionListing: PerftCounting {
  /// The number of positions that are reached within some plies, this one included, when each is moved
  /// to and all its moves are listed: what a search pays for its nodes, where `perft` counts leaves in
  /// bulk.
  ///
  /// - Parameter depth: The length of the longest sequence in plies, at least 0.
  /// - Returns: The number of positions, one that is reached in several ways counted as often.
  func listedPositionCount(depth: Int) -> UInt64
}

/// The actions that move generation gives in a position, whatever has ended the game.
///
/// - Parameter state: The position.
/// - Returns: Ascending; the legal actions where the game does not distinguish.
public func generatedActions<State: GameState>(in state: State) -> [Action] {
  guard let counting = state as? any PerftCounting else { return state.legalActions }
  var actions: [Action] = []
  counting.appendGeneratedActions(to: &actions)
  return actions
}

/// Counts the action sequences of a length from a position.
///
/// Sequences that end the game early count only if they have the full length.
///
/// - Parameters:
///   - state: The start.
///   - depth: The length in plies, at least 0.
/// - Returns: The number of sequences.
/// - Complexity: Proportional to the count, or better where the game is `PerftCounting`.
public func perft<State: GameState>(of state: State, depth: Int) -> UInt64 {
  if let counting = state as? any PerftCounting { return counting.perft(depth: depth) }
  return countSequences(from: state, depth: depth)
}

/// Counts by playing every move but the last.
func countSequences<State: GameState>(from state: State, depth: Int) -> UInt64 {
  if depth == 0 { return 1 }
  let actions = state.legalActions
  if depth == 1 { return UInt64(actions.count) }
  var total: UInt64 = 0
  for action in actions {
    total += countSequences(from: state.applying(action), depth: depth - 1)
  }
  return total
}
