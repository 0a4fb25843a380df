import ArgumentParser
import GameProtocol

/// `rules solve`: the exact value of every move.
struct RulesSolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Print the exact score of every move, where a solver exists.",
    discussion: """
      A score is in the view of the side to move: positive if the move wins, 0 for a draw, negative \
      if the opponent wins; the sooner the end, the larger the number. In Connect Four +k means \
      that the side to move wins, with k = 22 − the number of its own stones on the board when it \
      does, and −k that the opponent wins likewise.

      With --stdin it reads one object a line, as 'rules replay' does, and answers \
      {"id", "scores": [one for each action]}; null stands for an illegal action.

      Examples:
        tesuji rules solve tic-tac-toe --position 'xo./.x./... o'
        echo '{"moves": [3, 3, 3]}' | tesuji rules solve connect-four --stdin
      """)

  @OptionGroup var game: GameArguments

  @Option(help: "A position in the game's own text form; the start position unless given.")
  var position: String?

  @Flag(help: "Read one object a line from standard input.")
  var stdin = false

  @Flag(help: "Print JSON also without --stdin.")
  var json = false

  func validate() throws {
    if stdin, position != nil {
      throw ValidationError("--position and --stdin exclude each other.")
    }
  }

  func run() throws {
    var source = try game.source()
    if try !(source.game() is any Solvable) {
      throw Failure("there is no solver for '\(game.game)'", .usage)
    }
    var sessions: [[String: OptionValue]: any SolveAnswering] = [:]
    func answer(_ request: Request) throws(RequestError) -> Answer {
      if let session = sessions[request.options] { return try session.answer(request) }
      guard let solvable = try source.game(request.options) as? any Solvable else {
        throw RequestError("there is no solver for '\(game.game)'")
      }
      let session = solvable.makeSolveSession()
      sessions[request.options] = session
      return try session.answer(request)
    }
    if stdin {
      try Requests.answerAll { line in
        Request.answer(line) { request throws(RequestError) in try answer(request) }
      }
      return
    }
    do {
      let request = Request(position: position)
      let answer = try answer(request)
      try Output.result(
        json ? answer.document.description : table(try source.game(), request, answer))
    } catch let error as RequestError {
      throw Failure(error.reason, .data)
    }
  }

  /// The position and the score of every legal move, for people.
  private func table<G: Game>(
    _ game: G, _ request: Request, _ answer: Answer
  ) throws(RequestError) -> String {
    let state = try Walk(game, request).state
    guard case .array(let scores)? = answer.document["scores"] else { return "" }
    let lines = state.legalActions.map { action in
      "\(state.notation(for: action))\t\(scores[action.index])"
    }
    return ([state.diagram, "", "move\tscore"] + lines).joined(separator: "\n")
  }
}
