import ArgumentParser
package import GameProtocol

/// `rules legal`: the legal moves of positions.
struct RulesLegalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "legal",
    abstract: "Print the legal moves of a position.",
    discussion: """
      Moves are printed in the game's notation, in the order of their action indices. They come \
      from move generation alone: draws by repetition or by move count, dead positions and length \
      limits are ignored.

      With --json: {"id", "position", "legalMoves": ["…"], "legalCount": n}.

      Examples:
        tesuji rules legal connect-four
        tesuji rules legal tic-tac-toe --position 'x../.o./... x'
        tesuji rules legal othello --stdin --json < positions.txt
      """)

  @OptionGroup var game: GameArguments
  @OptionGroup var positions: PositionArguments

  func run() throws {
    var source = try game.source()
    try positions.answerAll({ request throws(RequestError) in
      try legalMoves(try source.game(request.options), request)
    }) { answer in
      guard case .array(let moves)? = answer.document["legalMoves"] else { return "" }
      return moves.compactMap(\.text).joined(separator: " ")
    }
  }
}

/// Answers a request with the legal moves of its last position.
///
/// - Parameters:
///   - game: The game, made with the request's options.
///   - request: The start and the moves.
/// - Returns: The answer.
/// - Throws: `RequestError` if the start is no position of the game.
package func legalMoves<G: Game>(_ game: G, _ request: Request) throws(RequestError) -> Answer {
  let walk = try Walk(game, request)
  if let fault = walk.fault { return Answer(fault, after: walk, id: request.id) }
  let moves = generatedActions(in: walk.state).map {
    JSONValue.string(walk.state.notation(for: $0))
  }
  return Answer(
    id: request.id,
    [
      JSONValue.Member("position", .string(walk.state.positionText)),
      JSONValue.Member("legalMoves", .array(moves)),
      JSONValue.Member("legalCount", .integer(moves.count)),
    ])
}
