import ArgumentParser
package import GameProtocol

/// `rules replay`: plays move lists from standard input.
struct RulesReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play move lists from standard input and tell what the rules say.",
    discussion: """
      Reads one JSON object a line and answers with one a line, at once:

        {"id": 1, "position": "text", "options": {"key": 1}, "moves": ["text", 3]}

      Every key may be left out. A string in "moves" is a move in the game's notation, a number is \
      an action index. The answer:

        {"id": 1, "plies": 2, "legalCounts": [9, 8, 7], "terminal": false,
         "returns": null, "outcome": null, "position": "text"}

      "legalCounts" has one number for each ply, the last for the final position. "returns" has one \
      number for each player once the game is over. Games with rewards on the way add "rewards", \
      one number for each move. An illegal move is answered by \
      "error": {"ply", "move", "reason"}, and the other lines are still answered. In shogi "win" \
      stands for a declaration by entering king. Facts are added as 'rules legal' does; Go adds \
      "score": Black's points minus White's, komi included, all stones on the board alive.

      The MinAtar games also take "randomTape", the results of all random draws in order: numbers \
      in [0, 1), and integers from 0 to below n for a choice among n. They add \
      "observationHashes", one for each move: the first 16 digits of SHA-256 over the observation, \
      eight cells a byte, row by row and channel last.

      Exit status: 0 if every line was answered, 65 if any had an error.

      Example:
        echo '{"id": 1, "moves": [4, 0]}' | tesuji rules replay tic-tac-toe --moves
      """)

  @OptionGroup var game: GameArguments

  @Flag(help: "Add \"legalMoves\": the legal moves of every ply, in the game's notation.")
  var moves = false

  @OptionGroup var notation: NotationArguments

  @OptionGroup var stream: StreamFlags

  func run() throws {
    var source = try game.source()
    try source.validate(notation)
    try Requests.answerAll { line in
      Request.answer(line) { request throws(RequestError) in
        var request = request
        request.notation = notation.notation
        return try replay(try source.game(request.options), request, listsMoves: moves)
      }
    }
  }
}

/// Answers a request with what the rules say along its moves.
///
/// - Parameters:
///   - game: The game, made with the request's options.
///   - request: The start and the moves.
///   - listsMoves: Whether the answer lists the legal moves of every ply.
/// - Returns: The answer.
/// - Throws: `RequestError` if the start is no position of the game.
package func replay<G: Game>(
  _ game: G, _ request: Request, listsMoves: Bool
) throws(RequestError) -> Answer {
  let walk = try Walk(
    game, request, listsMoves: listsMoves, hashesObservations: game is any ChanceGame)
  return replay(game, walk, id: request.id)
}

/// Tells what the rules say along a walk.
///
/// - Parameters:
///   - game: The game.
///   - walk: The way through the moves of a request.
///   - id: The `id` of the request.
/// - Returns: The answer.
package func replay<G: Game>(_ game: G, _ walk: Walk<G.State>, id: JSONValue) -> Answer {
  if let fault = walk.fault { return Answer(fault, after: walk, id: id) }
  let state = walk.state
  let specification = game.specification
  let players = (0..<specification.playerCount).map { Player(rawValue: UInt8($0)) }
  var members = walk.progress
  members += [
    JSONValue.Member("terminal", .bool(state.isTerminal)),
    JSONValue.Member(
      "returns",
      state.isTerminal ? .array(players.map { .real(state.returnOf($0)) }) : .null),
    JSONValue.Member("outcome", state.outcome.map { .string($0.rawValue) } ?? .null),
    JSONValue.Member("position", .string(state.positionText)),
  ]
  if specification.rewardKind == .perStep {
    members.append(JSONValue.Member("rewards", .array(walk.rewards.map { .real($0) })))
  }
  if game is any ChanceGame {
    members.append(
      JSONValue.Member("observationHashes", .array(walk.observationHashes.map(JSONValue.string))))
  }
  return Answer(id: id, members + facts(about: state))
}
