import GameProtocol

/// Everything that can be asked of a state, to compare it with what is answered later or elsewhere.
struct Snapshot: Hashable {
  var positionText: String
  var playerToMove: Player
  var outcome: Outcome?
  var legalActions: [Action]
  var returns: [Float]
  var observations: [[UInt32]]

  /// Asks a state everything.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - specification: The facts of its game.
  init<State: GameState>(_ state: State, _ specification: GameSpecification) {
    positionText = state.positionText
    playerToMove = state.playerToMove
    outcome = state.outcome
    legalActions = state.legalActions
    let players = (0..<specification.playerCount).map { Player(rawValue: UInt8($0)) }
    returns = players.map { state.returnOf($0) }
    // Bit patterns, because a number that is not a number differs from itself.
    observations = players.map { player in
      observation(of: state, as: player, specification, filling: 0).map(\.bitPattern)
    }
  }
}

/// Observes into a fresh buffer.
///
/// - Parameters:
///   - state: The state.
///   - player: The player whose view is drawn.
///   - specification: The facts of the game.
///   - filling: What the buffer holds before.
/// - Returns: `[C, H, W]`.
func observation<State: GameState>(
  of state: State, as player: Player, _ specification: GameSpecification, filling: Float
) -> [Float] {
  var planes = [Float](repeating: filling, count: specification.observationShape.count)
  var span = planes.mutableSpan
  state.observe(as: player, into: &span)
  return planes
}
