package import GameProtocol

/// Answers requests with exact scores.
package protocol SolveAnswering: AnyObject {
  /// Answers a request with the score of every action of its last position.
  ///
  /// - Parameter request: The start and the moves.
  /// - Returns: The answer.
  /// - Throws: `RequestError` if the start is no position of the game.
  func answer(_ request: Request) throws(RequestError) -> Answer
}

/// A game and its solver, which remembers what it found from one request to the next.
package final class SolveSession<G: Solvable>: SolveAnswering {
  private let game: G
  private var solver: G.Solver

  /// Makes a session with an empty memory.
  ///
  /// - Parameter game: The game.
  package init(_ game: G) {
    self.game = game
    solver = game.makeSolver()
  }

  /// Answers a request with the score of every action of its last position.
  ///
  /// - Parameter request: The start and the moves.
  /// - Returns: The answer: `id` and `scores`, `[A]`, `null` for an illegal action.
  /// - Throws: `RequestError` if the start is no position of the game.
  package func answer(_ request: Request) throws(RequestError) -> Answer {
    let walk = try Walk(game, request)
    if let fault = walk.fault { return Answer(fault, after: walk, id: request.id) }
    let scores =
      walk.state.isTerminal
      ? Array(repeating: nil, count: game.specification.actionCount)
      : solver.scores(of: walk.state)
    return Answer(
      id: request.id,
      [JSONValue.Member("scores", .array(scores.map { $0.map(JSONValue.integer) ?? .null }))])
  }
}

extension Solvable {
  /// Makes a session for answering requests about the game.
  package func makeSolveSession() -> any SolveAnswering { SolveSession(self) }
}
