import ArgumentParser
import GameProtocol

/// `analyse`: positions in, moves and their values out.
struct AnalyseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyse",
    abstract: "Analyse positions from standard input with what a run has learned.",
    discussion: """
      Reads the same objects as 'rules replay', one a line, and answers with one a line: what \
      'rules replay' answers, and for the final position

        "action", "move"   the best move, null if the game is over
        "value"            in [-1, 1] for the side to move
        "policy"           {"notation": share} over the legal moves
        "visits"           {"notation": simulations} over the legal moves

      In games of one player the value is the return. There is no noise, and ties go to the lower \
      action index.

      Examples:
        echo '{"id": 1, "moves": [3, 3]}' | tesuji analyse latest
        tesuji analyse weights.safetensors --simulations 0 < positions.jsonl
      """)

  @Argument(help: "A run as 'experiment list' names it, 'latest', or a checkpoint file.")
  var player: String

  @Option(help: "Simulations for each position; 0: the network alone. As in the run unless given.")
  var simulations: Int?

  @Option(help: "Decides every random choice.")
  var seed: UInt64 = 0

  @Flag(help: "Add \"legalMoves\": the legal moves of every ply, in the game's notation.")
  var moves = false

  @OptionGroup var stream: StreamFlags

  func validate() throws {
    if let simulations, !(0..<1 << 24).contains(simulations) {
      throw ValidationError("--simulations is \(simulations), expected at least 0.")
    }
  }

  func run() throws {
    let player = try TrainedPlayer(player)
    try analyse(try player.game(), player)
  }

  private func analyse<G: Game>(_ game: G, _ player: TrainedPlayer) throws(Failure) {
    let analyst = try Analyst(
      game, player, simulations: simulations ?? player.usualSimulations, seed: seed)
    try Requests.answerAll { line in
      Request.answer(line) { request throws(RequestError) in
        try analyst.answer(request, listsMoves: moves)
      }
    }
  }
}
