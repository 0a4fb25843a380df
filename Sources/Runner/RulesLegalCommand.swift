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

      With --json: {"id", "position", "legalMoves": ["…"], "legalCount": n}. Shogi adds \
      "declaration27" and "declaration24": whether the side to move would win by declaring an \
      entering king under the rule of 27 points, of 24 points.

      Examples:
        tesuji rules legal connect-four
        tesuji rules legal tic-tac-toe --position 'x../.o./... x'
        tesuji rules legal othello --stdin --json < positions.txt
      """)

  @OptionGroup var game: GameArguments
  @OptionGroup var positions: PositionArguments
  @OptionGroup var notation: NotationArguments

  func run() throws {
    var source = try game.source()
    try source.validate(notation)
    try positions.answerAll({ request throws(RequestError) in
      var request = request
      request.notation = notation.notation
      return try legalMoves(try source.game(request.options), request)
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
    JSONValue.string(text(of: $0, in: walk.state, notation: request.notation))
  }
  return Answer(
    id: request.id,
    [
      JSONValue.Member("position", .string(walk.state.positionText)),
      JSONValue.Member("legalMoves", .array(moves)),
      JSONValue.Member("legalCount", .integer(moves.count)),
    ] + facts(about: walk.state))
}

/// What the rules of some games say about a position besides its legal moves.
///
/// - Parameter state: The position.
/// - Returns: One member for each fact.
package func facts<State: GameState>(about state: State) -> [JSONValue.Member] {
  guard let telling = state as? any FactTelling else { return [] }
  return telling.facts.map { fact in
    let value: JSONValue =
      switch fact.value {
      case .flag(let flag): .bool(flag)
      case .integer(let number): .integer(number)
      case .number(let number): .real(number)
      case .text(let text): .string(text)
      }
    return JSONValue.Member(fact.name, value)
  }
}
