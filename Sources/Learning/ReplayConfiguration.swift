/// How much is remembered, and how positions are drawn from it.
public struct ReplayConfiguration: Hashable, Sendable {
  /// The size of the window.
  public enum Window: Hashable, Sendable {
    /// The newest games. The paper's value for board games: a million.
    case games(Int)
    /// The newest games that have together at most so many positions, but at least one game.
    case positions(Int)
  }

  /// How positions are drawn.
  public enum Sampling: Hashable, Sendable {
    /// Every position of the window is equally likely. The paper's choice for board games.
    case uniform
    /// P(i) = p_i^α / Σ p^α, with weights (N P(i))^−β. The paper's values for Atari: α = β = 1.
    case prioritised(alpha: Float, beta: Float)
  }

  /// The size of the window.
  public var window: Window
  /// How positions are drawn.
  public var sampling: Sampling
  /// Gives new positions their priority |ν − z|.
  public var returns: ReturnRule
  /// Whether the weights of a batch are divided by its largest; the paper does not.
  public var dividesByLargestWeight: Bool
  /// The size at which a new shard is begun, in bytes.
  public var shardSize: Int

  /// Makes a configuration.
  public init(
    window: Window, sampling: Sampling = .uniform, returns: ReturnRule,
    dividesByLargestWeight: Bool = false, shardSize: Int = 64 << 20
  ) {
    self.window = window
    self.sampling = sampling
    self.returns = returns
    self.dividesByLargestWeight = dividesByLargestWeight
    self.shardSize = shardSize
  }
}

/// A position drawn for a training batch.
public struct PositionSample: Hashable, Sendable {
  /// The place of the game in the window, from the oldest.
  public var slot: Int
  /// The number of the game.
  public var gameID: UInt64
  /// The ply within the game.
  public var ply: Int
  /// The place of the position in the window, from the oldest.
  public var position: Int
  /// The importance weight of the sample's loss; 1 in uniform sampling.
  public var weight: Float
}

/// What was found wrong, and mended, when recorded games were opened.
public enum ReplayNote: Hashable, Sendable, CustomStringConvertible {
  /// A record at the end was not written whole, and is dropped.
  case tornRecord(path: String, offset: Int, byteCount: Int)
  /// Damaged bytes were left out.
  case corruptRecord(path: String, offset: Int, byteCount: Int, reason: String)

  /// What was found and where.
  public var description: String {
    switch self {
    case .tornRecord(let path, let offset, let byteCount):
      "\(path), byte \(offset): dropped \(byteCount) bytes of a record that was being written"
    case .corruptRecord(let path, let offset, let byteCount, let reason):
      "\(path), byte \(offset): left out \(byteCount) damaged bytes: \(reason)"
    }
  }
}
