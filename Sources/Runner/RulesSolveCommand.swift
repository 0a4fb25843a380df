import ArgumentParser
package import GameProtocol

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
        tesuji rules solve connect-four --position 'PLACEHOLDER'
        echo '{"id": 7, "moves": [3, 3, 3, 3, 3, 2]}' | tesuji rules solve connect-four --stdin
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
    guard let solvable = try? source.game() as? any Solvable else {
      throw Failure("there is no solver for '\(game.game)'", .usage)
    }
    var solvers = SolverCache()
    if stdin {
      try Requests.answerAll { line in
        Request.answer(line) { request throws(RequestError) in
          try solvers.answer(try source.game(request.options), request)
        }
      }
    } else {
      try printTable(solvable, &solvers)
    }
  }

  private func printTable<G: Solvable>(
    _ game: G, _ solvers: inout SolverCache
  ) throws(Failure) {
    let answer: Answer
    let walk: Walk<G.State>
    do {
      walk = try Walk(game, Request(position: position))
      answer = try solvers.answer(game, Request(position: position))
    } catch {
      throw Failure(error.reason, .data)
    }
    if json { return try Output.result(answer.document) }
    guard case .array(let scores)? = answer.document["scores"] else { return }
    try Output.result(walk.state.diagram)
    for (index, score) in scores.enumerated() where score != .null {
      try Output.result("\(walk.state.notation(for: Action(index)))\t\(score)")
    }
  }
}
