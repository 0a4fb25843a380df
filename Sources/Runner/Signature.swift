import BuiltInGames
import GameProtocol
import Planner

/// A number that changes when search behaves differently.
///
/// It is a digest of fixed searches: games played by both algorithms with noise on the true rules,
/// and searches of fixed tables, which have no end of the game in them.
package struct Signature: Hashable, Sendable {
  /// The digest: FNV-1a with 32 bits, so that it reads well and fits every number format.
  ///
  /// Source: Fowler, Noll, Vo, "The FNV non-cryptographic hash algorithm", IETF draft, section 2.
  package private(set) var value: UInt32 = 0x811C_9DC5

  /// Runs the searches.
  ///
  /// - Throws: `Failure` if a search fails.
  package init() throws(Failure) {
    for algorithm in SearchConfiguration.Algorithm.allCases {
      for name in ["tic-tac-toe", "connect-four", "othello"] {
        var source = try GameSource(name: name)
        do {
          try addGame(try source.game(), algorithm)
        } catch let error as Failure {
          throw error
        } catch {
          throw Failure("\(error)", .failed)
        }
      }
      for seed in 0..<8 {
        for conventions in TabularSearch.Conventions.allCases {
          try addTable(Self.table(seed: UInt64(seed)), algorithm, conventions)
        }
      }
    }
  }

  /// Plays a game by search and takes in every root.
  private mutating func addGame<G: Game>(
    _ game: G, _ algorithm: SearchConfiguration.Algorithm
  ) throws(Failure) {
    var configuration = SearchConfiguration()
    configuration.algorithm = algorithm
    configuration.simulations = 48
    let searcher = PositionSearcher(
      game, evaluator: RolloutEvaluator(), configuration: configuration)
    var state = game.initialState(seed: 0)
    var ply: UInt64 = 0
    while !state.isTerminal, ply < 16 {
      let result = try searcher.search(state, key: SearchKey(seed: 1, ply: ply))
      for edge in result.edges {
        add(UInt64(edge.action.index))
        add(UInt64(edge.visits))
        add(UInt64(edge.value.bitPattern))
      }
      add(UInt64(result.action.index))
      _ = state.apply(result.action)
      ply += 1
    }
  }

  private mutating func addTable(
    _ table: TabularModel, _ algorithm: SearchConfiguration.Algorithm,
    _ conventions: TabularSearch.Conventions
  ) throws(Failure) {
    let answer: TabularSearch.Answer
    do {
      answer = try TabularSearch(
        model: table, algorithm: algorithm, simulations: 64, conventions: conventions
      ).answer()
    } catch {
      throw Failure("\(error)", .failed)
    }
    for node in answer.nodes {
      add(UInt64(node.parent + 1))
      add(UInt64(node.action + 1))
      add(UInt64(node.visits))
      add(node.value.bitPattern)
    }
    add(UInt64(answer.action))
  }

  private mutating func add(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      value = (value ^ UInt32(truncatingIfNeeded: word >> UInt64(shift)) & 0xFF) &* 0x0100_0193
    }
  }

  /// A table of two players with rewards on the way.
  private static func table(seed: UInt64) -> TabularModel {
    let (states, actions) = (24, 7)
    var random = CounterRandom(seed: seed, stream: .match)
    func rows<Element>(_ element: (inout CounterRandom) -> Element) -> [[Element]] {
      (0..<states).map { _ in (0..<actions).map { _ in element(&random) } }
    }
    // In steps of 1/64, so that nothing depends on how a number is rounded.
    func number(_ random: inout CounterRandom) -> Float { Float(random.below(129) - 64) / 64 }
    return TabularModel(
      actions: actions, states: states, logits: rows { number(&$0) * 3 },
      value: (0..<states).map { _ in number(&random) }, next: rows { $0.below(states) },
      reward: rows { $0.below(4) == 0 ? number(&$0) / 4 : 0 },
      discount: rows { $0.below(8) == 0 ? 0 : -1 }, root: 0)
  }
}
