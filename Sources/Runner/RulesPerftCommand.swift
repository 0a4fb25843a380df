import ArgumentParser
package import GameProtocol

/// `rules perft`: the number of move sequences.
struct RulesPerftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perft",
    abstract: "Count the move sequences of a length from a position.",
    discussion: """
      The count is what move generators are compared by. It comes from move generation alone: draws \
      by repetition or by move count, dead positions and length limits are ignored; a game that \
      ends sooner counts nothing.

      With --json: {"id", "position", "depth", "count"}.

      Examples:
        tesuji rules perft othello --depth 6
        tesuji rules perft connect-four --depth 4 --stdin < positions.txt
      """)

  @OptionGroup var game: GameArguments

  @Option(help: "The length of the sequences in plies, at least 0.")
  var depth: Int

  @OptionGroup var positions: PositionArguments

  func validate() throws {
    if depth < 0 { throw ValidationError("--depth is \(depth), expected at least 0.") }
  }

  func run() throws {
    var source = try game.source()
    try positions.answerAll({ request throws(RequestError) in
      try countSequences(try source.game(request.options), request, depth: depth)
    }) { answer in
      answer.document["count"]?.description ?? ""
    }
  }
}

/// Answers a request with the number of move sequences from its last position.
///
/// - Parameters:
///   - game: The game, made with the request's options.
///   - request: The start and the moves.
///   - depth: The length of the sequences in plies, at least 0.
/// - Returns: The answer.
/// - Throws: `RequestError` if the start is no position of the game.
package func countSequences<G: Game>(
  _ game: G, _ request: Request, depth: Int
) throws(RequestError) -> Answer {
  let walk = try Walk(game, request)
  if let fault = walk.fault { return Answer(fault, after: walk, id: request.id) }
  return Answer(
    id: request.id,
    [
      JSONValue.Member("position", .string(walk.state.positionText)),
      JSONValue.Member("depth", .integer(depth)),
      JSONValue.Member("count", .integer(perft(of: walk.state, depth: depth))),
    ])
}
