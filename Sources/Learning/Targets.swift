public import GameProtocol

/// What a training sample holds besides its first position.
public struct TargetConfiguration: Hashable, Sendable {
  /// What a value predicted past the end of a game must be.
  public enum AbsorbingValue: Hashable, Sendable {
    /// Nothing comes any more: 0. For networks with a reward head, which carries the last reward.
    case zero
    /// The outcome in the view of the player whose turn it would be, so that its sign alternates in
    /// a game of two. For networks without a reward head, whose value alone carries the outcome.
    case outcome
  }

  /// The number of unrolled steps, `K`: 0 in AlphaZero mode, 5 in the paper's MuZero.
  public var unrollSteps: Int
  /// How value targets look ahead.
  public var returns: ReturnRule
  /// What a value past the end of a game must be.
  public var absorbingValue: AbsorbingValue
  /// Whether each sample is seen under a random symmetry of the game, where it has any.
  public var usesSymmetries: Bool
  /// The most memory for what the positions of a slow game showed, in bytes.
  public var cacheBytes: Int

  /// Makes a configuration.
  public init(
    unrollSteps: Int, returns: ReturnRule, absorbingValue: AbsorbingValue,
    usesSymmetries: Bool = false, cacheBytes: Int = 1 << 30
  ) {
    self.unrollSteps = unrollSteps
    self.returns = returns
    self.absorbingValue = absorbingValue
    self.usesSymmetries = usesSymmetries
    self.cacheBytes = cacheBytes
  }
}

/// Makes training batches out of recorded games.
///
/// Observations and legal actions come from replaying the game; those of a slow game are kept.
/// With start `t` and step `k`: the policy and value targets are those of ply `t + k`, the reward
/// target of step `k ≥ 1` is the reward of the action at ply `t + k − 1`, which is also the action
/// fed at that step.
///
/// Source: Schrittwieser et al. (2020), appendix G.
public struct Targets<G: Game> {
  /// What a sample holds.
  public let configuration: TargetConfiguration
  private let game: G
  private let shape: GameSpecification.Shape
  private let actionCount: Int
  /// `[S, A]`: where each symmetry puts each action; empty if none are used.
  private var actionMaps: [Int32] = []
  /// `[S, H * W]`: where each symmetry puts each cell.
  private var cellMaps: [Int32] = []
  private var symmetryCount = 1
  private var observation: [Float]
  private var legal: [Action] = []
  /// What positions showed, kept for a slow game only.
  private var cache: ObservationCache<G>

  /// Makes a maker of batches.
  ///
  /// - Parameters:
  ///   - game: The game of the records.
  ///   - configuration: What a sample holds.
  public init(game: G, configuration: TargetConfiguration) {
    self.game = game
    self.configuration = configuration
    shape = game.specification.observationShape
    actionCount = game.specification.actionCount
    observation = [Float](repeating: 0, count: shape.count)
    cache = ObservationCache(
      of: game, limit: game.specification.isSlow ? configuration.cacheBytes : 0)
    guard configuration.usesSymmetries, let symmetric = game as? any Symmetric else { return }
    symmetryCount = symmetric.symmetryCount
    for symmetry in 0..<symmetryCount {
      for action in 0..<actionCount {
        actionMaps.append(symmetric.action(Action(action), under: symmetry).rawValue)
      }
      for cell in 0..<shape.planeSize {
        cellMaps.append(Int32(symmetric.cell(cell, under: symmetry)))
      }
    }
  }

  /// A batch of the right shape.
  ///
  /// - Parameter sampleCount: The number of samples, `B`.
  /// - Returns: Zeros.
  public func makeBatch(sampleCount: Int) -> TargetBatch {
    TargetBatch(
      sampleCount: sampleCount, unrollSteps: configuration.unrollSteps,
      specification: game.specification)
  }

  /// Fills a batch.
  ///
  /// - Parameters:
  ///   - batch: Made by `makeBatch`; every element is written.
  ///   - samples: One position for each row.
  ///   - buffer: Where they were drawn.
  ///   - seed: The seed of the run.
  ///   - step: The training step.
  public mutating func fill(
    _ batch: inout TargetBatch, with samples: [PositionSample], from buffer: ReplayBuffer,
    seed: UInt64, step: UInt64
  ) {
    precondition(samples.count == batch.sampleCount, "one sample for each row")
    for (row, sample) in samples.enumerated() {
      // Game 0 of this stream and step drew the positions.
      var random = CounterRandom(seed: seed, stream: .batch, game: UInt64(row + 1), ply: step)
      fill(
        &batch, row: row, with: buffer.record(at: sample.slot), at: sample.ply,
        weight: sample.weight, using: &random)
    }
  }

  /// Fills one row of a batch.
  ///
  /// - Parameters:
  ///   - batch: Made by `makeBatch`.
  ///   - row: In `0..<B`.
  ///   - record: A game that passes `check(against:)`.
  ///   - ply: The start, in `0..<T`.
  ///   - weight: The factor of the sample's loss.
  ///   - random: Draws the symmetry, then the actions past the end.
  public mutating func fill(
    _ batch: inout TargetBatch, row: Int, with record: GameRecord, at ply: Int, weight: Float,
    using random: inout CounterRandom
  ) {
    precondition(ply < record.plyCount, "a sample starts at a decision")
    let symmetry = symmetryCount > 1 ? random.below(symmetryCount) : 0
    legal.removeAll(keepingCapacity: true)
    cache.read(record, at: ply, into: &observation, legal: &legal)
    place(under: symmetry, into: &batch, row: row)
    batch.weights[row] = weight
    let legalRow = row * actionCount
    for index in legalRow..<legalRow + actionCount { batch.legalMask[index] = 0 }
    for action in legal {
      batch.legalMask[legalRow + mapped(action, under: symmetry)] = 1
    }
    let steps = configuration.unrollSteps
    for step in 0...steps {
      fillPolicy(&batch, row: row * (steps + 1) + step, record, ply + step, symmetry)
      let value = valueTarget(of: record, at: ply + step)
      batch.values[row * (steps + 1) + step] = value ?? 0
      batch.valueMask[row * (steps + 1) + step] = value == nil ? 0 : 1
    }
    for step in 0..<steps {
      let index = row * steps + step
      let isPlayed = ply + step < record.plyCount
      // No action leaves the absorbing state: the network learns it from random ones.
      batch.actions[index] =
        isPlayed
        ? Int32(mapped(record.actions[ply + step], under: symmetry))
        : Int32(random.below(actionCount))
      batch.rewards[index] = isPlayed ? record.rewards[ply + step] : 0
      batch.rewardMask[index] = isPlayed || record.end == .terminated ? 1 : 0
    }
  }

  /// The value target of a ply, which may lie past the end of the game.
  ///
  /// - Parameters:
  ///   - record: A finished game.
  ///   - ply: At least 0.
  /// - Returns: In the view of the player to move there, in units of reward; `nil` if unknown.
  public func valueTarget(of record: GameRecord, at ply: Int) -> Float? {
    if ply < record.plyCount || record.end == .truncated {
      return configuration.returns.value(of: record, at: ply)
    }
    switch configuration.absorbingValue {
    case .zero: return 0
    case .outcome: return record.returns[record.player(at: ply).index]
    }
  }

  /// Puts what a position shows into a batch, seen under a symmetry.
  private func place(under symmetry: Int, into batch: inout TargetBatch, row: Int) {
    let start = row * observation.count
    if symmetry == 0 {
      for index in observation.indices { batch.observations[start + index] = observation[index] }
      return
    }
    let cellCount = shape.planeSize
    for channel in 0..<shape.channels {
      let plane = channel * cellCount
      for cell in 0..<cellCount {
        let target = Int(cellMaps[symmetry * cellCount + cell])
        batch.observations[start + plane + target] = observation[plane + cell]
      }
    }
  }

  /// Writes the policy of a ply into row `row` of `[B * (K + 1), A]`.
  private func fillPolicy(
    _ batch: inout TargetBatch, row: Int, _ record: GameRecord, _ ply: Int, _ symmetry: Int
  ) {
    let start = row * actionCount
    for index in start..<start + actionCount { batch.policies[index] = 0 }
    batch.policyMask[row] = 0
    guard ply < record.plyCount else { return }
    let range = record.policyRange(at: ply)
    var sum: Float = 0
    for index in range { sum += record.policyWeights[index] }
    guard sum > 0 else { return }
    // Visit shares at temperature 1; an improved policy is a distribution already.
    let scale = record.policyKind == .visitCounts ? 1 / sum : 1
    for index in range {
      let action = mapped(record.policyActions[index], under: symmetry)
      batch.policies[start + action] = record.policyWeights[index] * scale
    }
    batch.policyMask[row] = 1
  }

  private func mapped(_ action: Action, under symmetry: Int) -> Int {
    symmetry == 0 ? action.index : Int(actionMaps[symmetry * actionCount + action.index])
  }
}
