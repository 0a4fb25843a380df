public import GameProtocol

/// What the random numbers of one search are a function of.
public struct SearchKey: Hashable, Sendable {
  /// The seed of the run.
  public var seed: UInt64
  /// The game's number within the run.
  public var game: UInt64
  /// The ply of the root within its game; it also places the root in the temperature schedule.
  public var ply: UInt64

  /// Makes a key.
  public init(seed: UInt64 = 0, game: UInt64 = 0, ply: UInt64 = 0) {
    self.seed = seed
    self.game = game
    self.ply = ply
  }

  /// The random numbers of this search for one purpose.
  ///
  /// - Parameter stream: The purpose.
  /// - Returns: A fresh generator.
  public func random(for stream: RandomStream) -> CounterRandom {
    CounterRandom(seed: seed, stream: stream, game: game, ply: ply)
  }

  /// The random numbers of one node of this search.
  ///
  /// - Parameters:
  ///   - stream: The purpose.
  ///   - node: The node's number in its tree, below 2³².
  /// - Returns: A fresh generator.
  public func random(for stream: RandomStream, node: Int) -> CounterRandom {
    CounterRandom(
      seed: seed, stream: stream, game: game, ply: ply &<< 32 | UInt64(truncatingIfNeeded: node))
  }
}
