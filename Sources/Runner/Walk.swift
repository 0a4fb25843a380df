package import GameProtocol

/// The way from a position through a list of moves, as far as they are legal.
package struct Walk<State: GameState> {
  /// A move that could not be made.
  package struct Fault: Hashable, Sendable {
    /// Its place in the list, from 0.
    package var ply: Int
    /// The move as it was given.
    package var move: JSONValue
    /// What was expected.
    package var reason: String
  }

  /// The position after the last move that could be made.
  package private(set) var state: State
  /// The number of moves made.
  package private(set) var plies = 0
  /// The number of legal actions before every move made, and at the end: `plies + 1` numbers.
  package private(set) var legalCounts: [Int] = []
  /// The legal moves in the game's notation at the same places; empty if they were not asked for.
  package private(set) var legalMoves: [[String]] = []
  /// The reward of every move made, for its mover.
  package private(set) var rewards: [Float] = []
  /// The first move that could not be made, or `nil`.
  package private(set) var fault: Fault?

  private let notation: String?

  /// Makes the moves of a request.
  ///
  /// - Parameters:
  ///   - game: The game, made with the request's options.
  ///   - request: The start and the moves.
  ///   - listsMoves: Whether `legalMoves` is filled.
  /// - Throws: `RequestError` if the start is no position of the game.
  package init(
    _ game: some Game<State>, _ request: Request, listsMoves: Bool = false
  ) throws(RequestError) {
    notation = request.notation
    if let position = request.position {
      do {
        state = try game.state(at: position)
      } catch {
        throw RequestError("bad position: \(error)")
      }
    } else {
      state = game.initialState(seed: 0)
    }
    var legal: [Action] = []
    look(&legal, listsMoves)
    for (ply, move) in request.moves.enumerated() {
      let step: Step
      do {
        step = try take(move, among: legal)
      } catch {
        fault = Fault(ply: ply, move: move, reason: error.reason)
        return
      }
      rewards.append(step.reward)
      plies += 1
      look(&legal, listsMoves)
    }
  }

  private mutating func look(_ legal: inout [Action], _ listsMoves: Bool) {
    legal.removeAll(keepingCapacity: true)
    state.appendLegalActions(to: &legal)
    legalCounts.append(legal.count)
    if listsMoves {
      legalMoves.append(legal.map { text(of: $0, in: state, notation: notation) })
    }
  }

  /// Takes an action or declares.
  private mutating func take(
    _ move: JSONValue, among legal: [Action]
  ) throws(RequestError) -> Step {
    if case .string(let notation) = move, !state.isTerminal {
      do {
        if let step = try declare(by: notation, in: &state) { return step }
      } catch {
        throw RequestError("illegal move: \(error)")
      }
    }
    return state.apply(try action(for: move, among: legal))
  }

  private func action(
    for move: JSONValue, among legal: [Action]
  ) throws(RequestError) -> Action {
    if state.isTerminal { throw RequestError("game over") }
    switch move {
    case .string(let notation):
      do {
        return try Runner.action(for: notation, in: state, notation: self.notation)
      } catch {
        throw RequestError("illegal move: \(error)")
      }
    case .number(let text):
      guard let index = move.integer else {
        throw RequestError("illegal move: found \(text), expected an action index")
      }
      guard let action = Int32(exactly: index).map(Action.init(rawValue:)), legal.contains(action)
      else {
        throw RequestError("illegal move: found action \(index), expected a legal one")
      }
      return action
    default:
      throw RequestError(
        "illegal move: found \(move.typeName), expected a string in the game's notation or an "
          + "action index")
    }
  }
}
