import ArgumentParser
import GameProtocol
import Learning

/// `match`: two players against each other.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Play a match, with the difference of strength in Elo and its 95 % interval.",
    discussion: """
      Every opening, made of random moves, is played twice with colours swapped. With --elo0 and \
      --elo1 it is a sequential test of the one difference against the other, which stops as soon as \
      it is sure enough.

      With --json one object: {"game", "player", "opponent", "games", "wins", "draws", "losses", \
      "first": {…}, "second": {…}, "pairs": [by half points, 0 to 4], "uniqueGames", "meanPlies", \
      "elo", "eloLower", "eloUpper", "ratio", "decision"}; an unbounded end is null.

      Examples:
        tesuji match connect-four latest@200 mcts-1000
        tesuji match tic-tac-toe latest perfect --pairs 500 --json
        tesuji match othello mcts-200 mcts-100 --elo0 0 --elo1 20 --pairs 5000
      """)

  @OptionGroup var game: GameArguments

  @Argument(help: ArgumentHelp("A player: " + AgentName.help))
  var player: String

  @Argument(help: "Another player.")
  var opponent: String

  @Option(help: "Pairs of games; the most if it is a test.")
  var pairs = 100

  @Option(help: "Random moves at the beginning of each pair.")
  var openingPlies = 4

  @Option(help: "Decides openings and players.")
  var seed: UInt64 = 0

  @Option(help: "The difference in Elo that the test holds for true until it is sure enough.")
  var elo0: Double?

  @Option(help: "The difference in Elo, above --elo0, that it is tested against.")
  var elo1: Double?

  @Flag(help: "Print a JSON object.")
  var json = false

  func validate() throws {
    if pairs < 1 { throw ValidationError("--pairs is \(pairs), expected at least 1.") }
    if openingPlies < 0 {
      throw ValidationError("--opening-plies is \(openingPlies), expected at least 0.")
    }
    switch (elo0, elo1) {
    case (nil, nil): break
    case (let elo0?, let elo1?) where elo0 < elo1: break
    default: throw ValidationError("A test needs both --elo0 and a larger --elo1.")
    }
  }

  func run() throws {
    var source = try game.source()
    try play(try source.game())
  }

  private func play<G: Game>(_ game: G) throws(Failure) {
    guard game.specification.playerCount == 2 else {
      throw Failure("a match needs a game of two; \(self.game.game) has one player", .usage)
    }
    let atOnce = min(pairs, 16)
    let own = try AgentName(player).agent(for: game, treeCount: 2 * atOnce)
    let other = try AgentName(opponent).agent(for: game, treeCount: 2 * atOnce)
    var test: SequentialTest?
    if let elo0, let elo1 { test = SequentialTest(elo0: elo0, elo1: elo1) }
    let match = Match(
      game: game,
      configuration: MatchConfiguration(
        pairs: pairs, openingPlies: openingPlies, seed: seed, pairsAtOnce: atOnce, test: test))
    let result: MatchResult
    do {
      result = try match.play(own, against: other) { result in
        Output.note(MatchReport(result).line)
      }
    } catch {
      throw Failure("\(error)", .failed)
    }
    let report = MatchReport(result)
    try Output.result(
      json ? report.document(game: game.specification.name).description : report.text)
  }
}
