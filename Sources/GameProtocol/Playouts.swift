/// A state with a random player of its own, faster than listing every move or wiser about it.
public protocol Playouts: GameState {
  /// Plays random actions until the game is over.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played.
  mutating func playOut(using random: inout CounterRandom) -> Int
}

/// Plays actions at random until the game is over.
///
/// - Parameters:
///   - state: The position, which becomes the final one.
///   - random: The source of the choices.
///   - buffer: Scratch space, kept by the caller so that nothing is allocated.
/// - Returns: The number of plies played.
public func playOut<State: GameState>(
  _ state: inout State, using random: inout CounterRandom, buffer: inout [Action]
) -> Int {
  if var own = state as? any Playouts {
    let plies = own.playOut(using: &random)
    if let played = own as? State { state = played }
    return plies
  }
  var plies = 0
  while true {
    buffer.removeAll(keepingCapacity: true)
    state.appendLegalActions(to: &buffer)
    if buffer.isEmpty { return plies }
    _ = state.apply(buffer[random.below(buffer.count)])
    plies += 1
  }
}
