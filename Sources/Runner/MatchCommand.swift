import ArgumentParser
import GameProtocol
import Learning

/// `match`: players against each other.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Play a match, with the difference of strength in Elo and its 95 % interval.",
    discussion: """
      Every opening, made of random moves, is played twice with colours swapped. With --elo0 and \
      --elo1 it is a sequential test of the one difference against the other, which stops as soon as \
      it is sure enough.

      More than two players all play matches against each other, and are rated together: Elo by \
      maximum likelihood, the first player at 0, ± twice the standard deviation.

      With --json one object: {"game", "player", "opponent", "games", "wins", "draws", "losses", \
      "first": {…}, "second": {…}, "pairs": [by half points, 0 to 4], "uniqueGames", "meanPlies", \
      "elo", "eloLower", "eloUpper", "ratio", "decision"}; an unbounded end is null.
      For more than two: {"game", "players": [{"player", "elo", "deviation", "games", "wins", \
      "draws", "losses"}], "matches": [as above]}.

      Examples:
        tesuji match connect-four latest@200 mcts-1000
        tesuji match tic-tac-toe latest perfect --pairs 500 --json
        tesuji match connect-four first@50 second@50 mcts-500 random
        tesuji match othello mcts-200 mcts-100 --elo0 0 --elo1 20 --pairs 5000
      """)

  @OptionGroup var game: GameArguments

  @Argument(help: ArgumentHelp("Two players or more: " + AgentName.help))
  var players: [String]

  @Option(help: "Pairs of games of each match; the most if it is a test.")
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
    if players.count < 2 { throw ValidationError("A match needs two players or more.") }
    if players.count > 2, elo0 != nil || elo1 != nil {
      throw ValidationError("--elo0 and --elo1 are for two players.")
    }
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
    var agents: [any Agent<G.State>] = []
    for name in players {
      agents.append(try AgentName(name).agent(for: game, treeCount: 2 * atOnce))
    }
    var test: SequentialTest?
    if let elo0, let elo1 { test = SequentialTest(elo0: elo0, elo1: elo1) }
    let match = Match(
      game: game,
      configuration: MatchConfiguration(
        pairs: pairs, openingPlies: openingPlies, seed: seed, pairsAtOnce: atOnce, test: test))
    var entries: [Tournament.Entry] = []
    for own in agents.indices {
      for other in agents.indices.dropFirst(own + 1) {
        let result = try played(match, agents[own], against: agents[other])
        entries.append(Tournament.Entry(player: own, opponent: other, result: result))
      }
    }
    try report(entries, of: agents.map(\.name), at: game.specification.name)
  }

  private func played<G: Game>(
    _ match: Match<G>, _ own: any Agent<G.State>, against other: any Agent<G.State>
  ) throws(Failure) -> MatchResult {
    let names = players.count > 2 ? "\(own.name) against \(other.name): " : ""
    do {
      return try match.play(own, against: other) { result in
        Output.note(names + MatchReport(result).line)
      }
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  private func report(
    _ entries: [Tournament.Entry], of names: [String], at game: String
  ) throws(Failure) {
    if entries.count == 1 {
      let report = MatchReport(entries[0].result)
      return try Output.result(json ? report.document(game: game).description : report.text)
    }
    do {
      let tournament = try Tournament(players: names, entries: entries)
      let report = TournamentReport(tournament, entries: entries)
      try Output.result(json ? report.document(game: game).description : report.text)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)", .failed)
    }
  }
}
