import GameProtocol
import Learning
import Planner

/// How often a player goes wrong in positions whose exact values are known.
struct TruthMeasure: Sendable {
  /// The most positions of a set that a quick look takes.
  let quickCount: Int
  private let measure:
    @Sendable (PlayerNetwork, SearchConfiguration, Int, Int?, RunOptions, () -> Void) throws
      -> [SetResult]

  /// Makes the measure of a game, or `nil` where its values are not known.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - quickCount: The most positions of a set that a quick look takes.
  init?<G: Game>(of game: G, quickCount: Int) {
    guard let solvable = game as? any Solvable else { return nil }
    self.quickCount = quickCount
    measure = Self.open(solvable)
  }

  /// Counts mistakes.
  ///
  /// - Parameters:
  ///   - network: Who plays.
  ///   - search: How to search, as in self-play.
  ///   - simulations: Simulations per move; 0 for the network alone.
  ///   - isQuick: Whether a part of each set is enough.
  ///   - options: How many threads to use, and whether to stop.
  ///   - tick: Called four times a second.
  /// - Returns: One result a set.
  /// - Throws: `NetworkError`, `SearchError`, or `RunInterrupted` if it shall stop.
  func callAsFunction(
    _ network: PlayerNetwork, search: SearchConfiguration, simulations: Int, isQuick: Bool,
    options: RunOptions, whileWaiting tick: () -> Void
  ) throws -> [SetResult] {
    try measure(network, search, simulations, isQuick ? quickCount : nil, options, tick)
  }

  private static func open<G: Solvable>(
    _ game: G
  )
    -> @Sendable (PlayerNetwork, SearchConfiguration, Int, Int?, RunOptions, () -> Void) throws
    -> [SetResult]
  {
    let whole = TruthSuite(of: game)
    return { network, search, simulations, count, options, tick in
      let suite = count.map(whole.sampled) ?? whole
      // Each set is cut into as many parts as there are threads.
      let workers = (0..<options.workers).map { part in
        Worker("truth-\(part)") {
          let agent = try network.agent(
            named: "agent", for: game, search: search, simulations: simulations)
          return try suite.part(part, of: options.workers).sets.map { set in
            if options.shouldStop() { throw RunInterrupted() }
            return try TruthSuite(sets: [set]).mistakes(of: agent)[0]
          }
        }
      }
      let parts = try Worker.waitForAll(workers, whileWaiting: tick)
      return suite.sets.indices.map { set in
        SetResult(
          name: suite.sets[set].name,
          positions: parts.reduce(0) { $0 + $1[set].positions },
          mistakes: parts.reduce(0) { $0 + $1[set].mistakes })
      }
    }
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
