import ArgumentParser
import GameProtocol
import Learning

/// `evaluate`: strength against the truth.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure an agent: its mistakes, its returns, or its place on a ladder.",
    discussion: """
      A mistake is a move that lowers the value of the game: a win to a draw or a loss, or a draw to \
      a loss; they are counted where the truth is known. In games of one, such as arcade games, the \
      return is measured: the sum of all rewards of a game. With --json one object a line for each \
      number of simulations: \
      {"game", "checkpoint", "simulations", "sets": [{"name", "positions", "mistakes", "rate"}]}, \
      in games of one with "returns": {"episodes", "mean", "deviation", "lowest", "highest", \
      "meanSteps"} instead of "sets"; with "lines" under --lines and "ladder" under --ladder.

      --lines plays every line of every opponent, for games as small as tic-tac-toe. --ladder plays \
      matches against search without a network, with growing numbers of simulations, for games \
      whose truth nobody knows.

      Examples:
        tesuji evaluate latest --simulations 0 --simulations 200
        tesuji evaluate weights.safetensors --json
        tesuji evaluate mcts-1000 --game connect-four
        tesuji evaluate random --game cartpole --episodes 1000
      """)

  @Argument(help: ArgumentHelp("Who is evaluated: " + AgentName.help))
  var player: String

  @Option(help: "The game of a player that was not trained.")
  var game: String?

  @Option(
    parsing: .singleValue,
    help: """
      Simulations for each move; may be repeated; 0: the network alone. As in the run unless given.
      """)
  var simulations: [Int] = []

  @Option(help: "The most positions of each set.")
  var positions: Int?

  @Option(help: "Games that are played of a game of one; 100 unless given.")
  var episodes: Int?

  @Flag(help: "Play every line of every opponent.")
  var lines = false

  @Flag(help: "Play matches against search without a network.")
  var ladder = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    for value in simulations where !(0..<1 << 24).contains(value) {
      throw ValidationError("--simulations is \(value), expected at least 0.")
    }
    if let positions, positions < 1 {
      throw ValidationError("--positions is \(positions), expected at least 1.")
    }
    if let episodes, episodes < 1 {
      throw ValidationError("--episodes is \(episodes), expected at least 1.")
    }
  }

  func run() throws {
    let player = try AgentName(player)
    guard case .trained(let name, let ownSimulations) = player else {
      guard let game else { throw Failure("--game is missing: which game?", .usage) }
      if !simulations.isEmpty {
        throw Failure("--simulations is for trained players; name mcts-N instead", .usage)
      }
      var source = try GameSource(name: game)
      try evaluate(player, named: self.player, try source.game(), simulations: [nil])
      return
    }
    if game != nil { throw Failure("--game is for players that were not trained", .usage) }
    let trained = try TrainedPlayer(name)
    let counts = simulations.isEmpty ? [ownSimulations ?? trained.usualSimulations] : simulations
    try evaluate(player, named: trained.name, try trained.game(), simulations: counts)
  }

  private func evaluate<G: Game>(
    _ player: AgentName, named name: String, _ game: G, simulations: [Int?]
  ) throws(Failure) {
    let isSolitary = game.specification.playerCount == 1
    if isSolitary ? positions != nil : episodes != nil {
      Output.note(
        isSolitary
          ? "--positions is for games of two, and changes nothing here"
          : "--episodes is for games of one, and changes nothing here")
    }
    for count in simulations {
      let agent = try player.with(simulations: count).agent(for: game, treeCount: 64)
      var evaluation = Evaluation(
        game: game.specification.name, player: name, simulations: count)
      if isSolitary {
        try evaluation.playEpisodes(of: agent, in: game, count: episodes ?? 100)
      } else if !ladder || game is any Solvable {
        try evaluation.countMistakes(of: agent, in: game, atMost: positions)
      }
      if lines { try evaluation.playLines(of: agent, in: game) }
      if ladder { try evaluation.climbLadder(with: agent, in: game) }
      try Output.result(json ? evaluation.document.description : evaluation.text)
    }
  }
}
