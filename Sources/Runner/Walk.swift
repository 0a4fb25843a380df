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
  /// The hash of the observation after every move made; empty if they were not asked for.
  package private(set) var observationHashes: [String] = []
  /// The first move that could not be made, or `nil`.
  package private(set) var fault: Fault?

  private let notation: String?

  /// Makes the moves of a request.
  ///
  /// - Parameters:
  ///   - game: The game, made with the request's options.
  ///   - request: The start and the moves.
  ///   - listsMoves: Whether `legalMoves` is filled.
  ///   - hashesObservations: Whether `observationHashes` is filled.
  /// - Throws: `RequestError` if the start is no position of the game, or if the random tape does
  ///   not fit the game's start.
  package init(
    _ game: some Game<State>, _ request: Request, listsMoves: Bool = false,
    hashesObservations: Bool = false
  ) throws(RequestError) {
    notation = request.notation
    var tape = request.randomTape
    if tape != nil && !(game is any ChanceGame) {
      throw RequestError("\"randomTape\": \(game.specification.name) takes no random draws")
    }
    if let position = request.position {
      do {
        state = try game.state(at: position)
      } catch {
        throw RequestError("bad position: \(error)")
      }
    } else {
      state = try start(of: game, drawing: &tape)
    }
    var fingerprint =
      hashesObservations ? ObservationFingerprint(game.specification.observationShape) : nil
    var legal: [Action] = []
    look(&legal, listsMoves)
    for (ply, move) in request.moves.enumerated() {
      do {
        rewards.append(try take(move, among: legal, drawing: &tape).reward)
      } catch {
        fault = Fault(ply: ply, move: move, reason: error.reason)
        return
      }
      if let hash = fingerprint?.hash(of: state) { observationHashes.append(hash) }
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

  /// Takes an action, drawing from the tape if there is one, or declares.
  private mutating func take(
    _ move: JSONValue, among legal: [Action], drawing tape: inout RandomTape?
  ) throws(RequestError) -> Step {
    if case .string(let notation) = move, !state.isTerminal {
      do {
        if let step = try declare(by: notation, in: &state) { return step }
      } catch {
        throw RequestError("illegal move: \(error)")
      }
    }
    return try Runner.take(try action(for: move, among: legal), in: &state, drawing: &tape)
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
