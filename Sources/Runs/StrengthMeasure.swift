import GameProtocol
import Learning
import Planner

/// How strong a player is: how often it goes wrong where the truth is known, or what it gets in games
/// of one.
struct StrengthMeasure: Sendable {
  /// What is asked of a measure.
  struct Question {
    /// Who plays.
    var network: PlayerNetwork
    /// How to search, as in self-play.
    var search: SearchConfiguration
    /// Simulations per move; 0 for the network alone.
    var simulations: Int
    /// Whether a part of the positions or games is enough.
    var isQuick: Bool
    /// How many threads to use, and whether to stop.
    var options: RunOptions
    /// Is told a share that was measured, from any thread; all shares add up to 1.
    var advanced: @Sendable (Double) -> Void = { _ in }
  }

  private let measure: @Sendable (Question, () -> Void) throws -> MeasuredStrength

  /// Makes the measure of a game, or `nil` for a game of two whose values are not known.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - configuration: How much is measured.
  init?<G: Game>(of game: G, configuration: RunConfiguration.EvaluationSection) {
    if let solvable = game as? any Solvable {
      measure = Self.mistakes(in: solvable, quickCount: configuration.positionsPerSet)
    } else if game.specification.playerCount == 1 {
      measure = Self.returns(
        in: game, count: configuration.episodes, quickCount: configuration.quickEpisodes)
    } else {
      return nil
    }
  }

  /// Measures a player.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - tick: Called four times a second.
  /// - Returns: The findings, which do not depend on the number of threads.
  /// - Throws: `NetworkError`, `SearchError`, or `RunInterrupted` if it shall stop.
  func callAsFunction(
    _ question: Question, whileWaiting tick: () -> Void
  ) throws -> MeasuredStrength {
    try measure(question, tick)
  }

  private static func mistakes<G: Solvable>(
    in game: G, quickCount: Int
  ) -> @Sendable (Question, () -> Void) throws -> MeasuredStrength {
    let whole = TruthSuite(of: game)
    return { question, tick in
      let suite = question.isQuick ? whole.sampled(quickCount) : whole
      let workers = question.options.workers
      let all = suite.sets.reduce(0) { $0 + $1.positions.count }
      // Each set is cut into as many parts as there are threads.
      let parts = try question.inParallel("truth", of: game, whileWaiting: tick) { agent, part in
        try suite.part(part, of: workers).sets.map { set in
          if question.options.shouldStop() { throw RunInterrupted() }
          defer { question.advanced(Double(set.positions.count) / Double(all)) }
          return try TruthSuite(sets: [set]).mistakes(of: agent)[0]
        }
      }
      let sets = suite.sets.indices.map { set in
        SetResult(
          name: suite.sets[set].name,
          positions: parts.reduce(0) { $0 + $1[set].positions },
          mistakes: parts.reduce(0) { $0 + $1[set].mistakes })
      }
      return MeasuredStrength(simulations: question.simulations, sets: sets)
    }
  }

  private static func returns<G: Game>(
    in game: G, count: Int, quickCount: Int
  ) -> @Sendable (Question, () -> Void) throws -> MeasuredStrength {
    { question, tick in
      let count = question.isQuick ? min(quickCount, count) : count
      let workers = question.options.workers
      let parts = try question.inParallel("episodes", of: game, whileWaiting: tick) { agent, part in
        let numbers = count * part / workers..<count * (part + 1) / workers
        defer { question.advanced(Double(numbers.count) / Double(count)) }
        return try Episodes(of: game, numbers: numbers).play(agent) {
          if question.options.shouldStop() { throw RunInterrupted() }
        }
      }
      return MeasuredStrength(
        simulations: question.simulations, sets: [],
        returns: EpisodeResult(
          returns: parts.flatMap(\.returns), steps: parts.reduce(0) { $0 + $1.steps }))
    }
  }
}

extension StrengthMeasure.Question {
  /// Lets a player of its own work on every thread.
  ///
  /// - Parameters:
  ///   - name: What the threads are called.
  ///   - game: The game.
  ///   - tick: Called four times a second.
  ///   - body: Does a thread's part, whose number is in `0..<options.workers`.
  /// - Returns: What each thread found, by number.
  /// - Throws: `NetworkError`, or what `body` throws.
  fileprivate func inParallel<G: Game, Part: Sendable>(
    _ name: String, of game: G, whileWaiting tick: () -> Void,
    _ body: @escaping @Sendable (any Agent<G.State>, Int) throws -> Part
  ) throws -> [Part] {
    let (network, search, simulations) = (network, search, simulations)
    let workers = (0..<options.workers).map { part in
      Worker("\(name)-\(part)") {
        try body(
          try network.agent(named: "agent", for: game, search: search, simulations: simulations),
          part)
      }
    }
    return try Worker.waitForAll(workers, whileWaiting: tick)
  }
}

extension TruthSuite {
  /// Every n-th position of each set, beginning with one of the first n.
  ///
  /// - Parameters:
  ///   - part: In `0..<count`.
  ///   - count: The number of parts, n.
  /// - Returns: Sets of the same names.
  func part(_ part: Int, of count: Int) -> TruthSuite {
    TruthSuite(
      sets: sets.map { set in
        let indices = Array(stride(from: part, to: set.positions.count, by: count))
        return PositionSet(
          name: set.name, positions: indices.map { set.positions[$0] },
          scores: indices.map { set.scores[$0] })
      })
  }
}
