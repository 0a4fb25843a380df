package import GameProtocol

extension RandomTape {
  /// Reads the draws of a request.
  ///
  /// - Parameter values: Numbers: those written without a fraction are whole.
  /// - Throws: `RequestError` for anything but a number.
  package init(_ values: [JSONValue]) throws(RequestError) {
    var draws: [Draw] = []
    draws.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard case .number(let text) = value, let number = value.real else {
        throw RequestError(
          "\"randomTape\": found \(value.typeName) as draw \(index), expected a number")
      }
      draws.append(Int(text).map(Draw.whole) ?? .fraction(number))
    }
    self.init(draws)
  }
}

/// The start of a game, by the draws of a tape if there is one.
///
/// - Parameters:
///   - game: The game; one with chance if there is a tape.
///   - tape: The draws.
/// - Returns: The start.
/// - Throws: `RequestError` if the tape has not what the start needs.
func start<G: Game>(of game: G, drawing tape: inout RandomTape?) throws(RequestError) -> G.State {
  func draw<C: ChanceGame>(_ game: C, _ tape: inout RandomTape) -> G.State? {
    game.initialState(drawing: &tape) as? G.State
  }
  guard var draws = tape, let chanceGame = game as? any ChanceGame,
    let state = draw(chanceGame, &draws)
  else { return game.initialState(seed: 0) }
  if let fault = draws.fault { throw RequestError(fault.description) }
  tape = draws
  return state
}

/// Takes an action, by the draws of a tape if there is one.
///
/// - Parameters:
///   - action: A legal action.
///   - state: The state, which stays as it is if the tape has not what the step needs.
///   - tape: The draws.
/// - Returns: The step.
/// - Throws: `RequestError` if the tape has not what the step needs.
func take<State: GameState>(
  _ action: Action, in state: inout State, drawing tape: inout RandomTape?
) throws(RequestError) -> Step {
  guard var draws = tape, var next = state as? any ChanceState else { return state.apply(action) }
  let step = next.apply(action, drawing: &draws)
  if let fault = draws.fault { throw RequestError(fault.description) }
  tape = draws
  if let next = next as? State { state = next }
  return step
}
