import GameProtocol
import Glibc

/// Measures search alone: trees of the usual shape, and a model that costs next to nothing.
public struct SearchBenchmark: Sendable {
  /// The number of actions, `A`.
  public var actionCount: Int
  /// The trees in lockstep.
  public var treeCount: Int
  /// How to search.
  public var configuration: SearchConfiguration

  /// Makes a benchmark of searches without noise.
  ///
  /// - Parameters:
  ///   - algorithm: The root rule; Gumbel search uses its own rule below the root too.
  ///   - actionCount: The number of actions, `A`.
  ///   - treeCount: The trees in lockstep.
  ///   - simulations: Simulations per search.
  public init(
    algorithm: SearchConfiguration.Algorithm, actionCount: Int, treeCount: Int = 16,
    simulations: Int = 50
  ) {
    self.actionCount = actionCount
    self.treeCount = treeCount
    configuration = SearchConfiguration().withoutExploration
    configuration.algorithm = algorithm
    configuration.simulations = simulations
  }

  /// Searches for about a given time.
  ///
  /// - Parameter seconds: The least processor time to measure.
  /// - Returns: Simulations per second of processor time, over all trees.
  public func simulationsPerSecond(seconds: Double) -> Double {
    let search = Search(
      configuration: configuration, treeCount: treeCount, actionCount: actionCount)
    let model = FixedRowModel(actionCount: actionCount)
    let keys = (0..<treeCount).map { SearchKey(game: UInt64($0)) }
    // The first search pays for the memory that the others reuse.
    run(search, on: model, keys: keys)
    let start = Self.processorTime()
    var rounds = 0
    var elapsed = 0.0
    while elapsed < seconds {
      for _ in 0..<4 { run(search, on: model, keys: keys) }
      rounds += 4
      elapsed = Self.processorTime() - start
    }
    return Double(rounds * treeCount * configuration.simulations) / elapsed
  }

  /// Seconds that this thread was on a processor, whatever else the machine does.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func run(_ search: Search, on model: FixedRowModel, keys: [SearchKey]) {
    do {
      try search.run(on: model, keys: keys)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

/// Copies one fixed row of logits for every leaf; value 0, two players.
final class FixedRowModel: Model {
  let actionCount: Int
  private let row: [Float]

  init(actionCount: Int) {
    self.actionCount = actionCount
    var random = CounterRandom(seed: 0, stream: .weights)
    row = (0..<actionCount).map { _ in Float(RootNoise.normal(using: &random)) }
  }

  func evaluateRoots(_ batch: inout LeafBatch) { copyRows(to: &batch) }

  func expand(_ batch: inout LeafBatch) {
    for index in 0..<batch.count { batch.discounts[index] = -1 }
    copyRows(to: &batch)
  }

  private func copyRows(to batch: inout LeafBatch) {
    let count = batch.count
    batch.logits.withUnsafeMutableBufferPointer { logits in
      row.withUnsafeBufferPointer { row in
        guard let target = logits.baseAddress, let source = row.baseAddress else { return }
        for index in 0..<count {
          (target + index * actionCount).update(from: source, count: actionCount)
        }
      }
    }
  }
}
