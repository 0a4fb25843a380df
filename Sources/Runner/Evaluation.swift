package import GameProtocol
package import Learning

/// Measures a player against what is known about a game, by what it gets in games of one, and against
/// a ladder of searches.
package struct Evaluation {
  /// The game's name.
  private let game: String
  /// The player's name.
  private let player: String
  /// Simulations for each move; `nil` for a player that was not trained.
  private let simulations: Int?
  private var sets: [SetResult]?
  private var returns: EpisodeResult?
  private var lines: LineReport?
  private var ladder: [MatchResult]?

  /// The budgets of the ladder's rungs, in simulations.
  package static let budgets = [50, 200, 800, 3200]

  /// Begins an evaluation.
  ///
  /// - Parameters:
  ///   - game: The game's name.
  ///   - player: The player's name.
  ///   - simulations: Simulations for each move; `nil` for a player that was not trained.
  package init(game: String, player: String, simulations: Int?) {
    self.game = game
    self.player = player
    self.simulations = simulations
  }

  /// Counts mistakes in positions whose values are known.
  ///
  /// - Parameters:
  ///   - agent: The player.
  ///   - game: The game.
  ///   - limit: The most positions of each set; all if `nil`.
  /// - Throws: `Failure` if there are no such positions, or the player's model fails.
  package mutating func countMistakes<G: Game>(
    of agent: any Agent<G.State>, in game: G, atMost limit: Int?
  ) throws(Failure) {
    guard let solvable = game as? any Solvable else {
      throw Failure(
        "nobody knows the truth about '\(self.game)'; --ladder measures against searches", .usage)
    }
    sets = try Self.mistakes(of: agent, in: solvable, atMost: limit)
  }

  /// Plays games of one to their ends.
  ///
  /// - Parameters:
  ///   - agent: The player.
  ///   - game: A game of one.
  ///   - count: The number of games.
  /// - Throws: `Failure` if the game is one of two, or the player's model fails.
  package mutating func playEpisodes<G: Game>(
    of agent: any Agent<G.State>, in game: G, count: Int
  ) throws(Failure) {
    guard game.specification.playerCount == 1 else {
      throw Failure("--episodes is for games of one", .usage)
    }
    do {
      let played = try Episodes(of: game, numbers: 0..<count).play(agent)
      returns = EpisodeResult(returns: played.returns, steps: played.steps)
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  /// Plays every line of every opponent.
  ///
  /// - Parameters:
  ///   - agent: The player.
  ///   - game: A small game of two.
  /// - Throws: `Failure` if the game is too large, or the player's model fails.
  package mutating func playLines<G: Game>(
    of agent: any Agent<G.State>, in game: G
  ) throws(Failure) {
    guard let limit = game.specification.lengthLimit, limit <= 9 else {
      throw Failure("--lines is for games as small as tic-tac-toe", .usage)
    }
    do {
      lines = try LineReport(of: agent, in: game)
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  /// Plays matches against search without a network.
  ///
  /// - Parameters:
  ///   - agent: The player.
  ///   - game: A game of two.
  /// - Throws: `Failure` if the game is none of two, or the player's model fails.
  package mutating func climbLadder<G: Game>(
    with agent: any Agent<G.State>, in game: G
  ) throws(Failure) {
    guard game.specification.playerCount == 2 else {
      throw Failure("--ladder needs a game of two", .usage)
    }
    do {
      ladder = try Learning.climbLadder(
        agent, game: game, budgets: Self.budgets,
        configuration: MatchConfiguration(pairs: 50, openingPlies: 4))
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  private static func mistakes<State: GameState, G: Solvable>(
    of agent: any Agent<State>, in game: G, atMost limit: Int?
  ) throws(Failure) -> [SetResult] {
    guard let agent = agent as? any Agent<G.State> else {
      preconditionFailure("the player is of another game")
    }
    let whole = TruthSuite(of: game)
    do {
      return try (limit.map(whole.sampled) ?? whole).mistakes(of: agent)
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  /// What was measured, as JSON.
  package var document: JSONValue {
    var members = [
      JSONValue.Member("game", .string(game)), JSONValue.Member("checkpoint", .string(player)),
      JSONValue.Member("simulations", simulations.map(JSONValue.integer) ?? .null),
    ]
    if let sets { members.append(JSONValue.Member("sets", .array(sets.map(JSONValue.init)))) }
    if let returns { members.append(JSONValue.Member("returns", JSONValue(returns))) }
    if let lines {
      members.append(
        JSONValue.Member(
          "lines",
          [
            "first": .object(MatchReport.members(of: lines.movingFirst)),
            "second": .object(MatchReport.members(of: lines.movingSecond)),
          ]))
    }
    if let ladder {
      members.append(
        JSONValue.Member(
          "ladder", .array(ladder.map { MatchReport($0).document(game: game) })))
    }
    return .object(members)
  }

  /// What was measured, for people.
  package var text: String {
    let budget = simulations.map { ", \($0) simulations" } ?? ""
    var texts = ["\(player) at \(game)\(budget)"]
    if let sets { texts += SetResult.table(of: sets) }
    if let returns { texts.append(returns.text) }
    if let lines {
      texts += [
        "lines moving first: \(MatchReport.text(of: lines.movingFirst))",
        "lines moving second: \(MatchReport.text(of: lines.movingSecond))",
      ]
    }
    for result in ladder ?? [] { texts.append(MatchReport(result).text) }
    return texts.joined(separator: "\n")
  }
}
