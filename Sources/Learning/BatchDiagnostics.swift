import Foundation

/// What one training batch shows about a network.
public struct BatchDiagnostics: Codable, Hashable, Sendable {
  /// The mean entropy of the network's policies over all actions, in nats.
  public var policyEntropy = 0.0
  /// The mean entropy of the policy targets, in nats.
  public var targetEntropy = 0.0
  /// The mean probability that the network gives to illegal actions.
  ///
  /// Where the policy loss is not masked it should fall below 1 %.
  public var illegalMass = 0.0
  /// The share of the targets of heads with bounds that lie beyond what those heads can express.
  ///
  /// Values and rewards are each held against their own head. Above 0.1 % a support is too small.
  public var clippedShare = 0.0

  /// Looks at a batch.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - logits: The network's policies for the first positions, `[B, A]`.
  ///   - valueRange: The values that the value head can express, if there are bounds.
  ///   - rewardRange: The rewards that the reward head can express; `nil` without such a head, or
  ///     without bounds.
  public init(
    of batch: TargetBatch, logits: [Float], valueRange: ClosedRange<Float>?,
    rewardRange: ClosedRange<Float>?
  ) {
    let actionCount = batch.actionCount
    precondition(
      logits.count == batch.sampleCount * actionCount, "one row of logits for each sample")
    var searched = 0
    for row in 0..<batch.sampleCount {
      let logitRow = logits[row * actionCount..<(row + 1) * actionCount]
      let largest = Double(logitRow.max() ?? 0)
      let weights = logitRow.map { exp(Double($0) - largest) }
      let total = weights.reduce(0, +)
      for (action, weight) in weights.enumerated() {
        let share = weight / total
        if share > 0 { policyEntropy -= share * log(share) }
        if batch.legalMask[row * actionCount + action] == 0 { illegalMass += share }
      }
      let step = row * (batch.unrollSteps + 1)
      if batch.policyMask[step] == 1 {
        searched += 1
        for share in batch.policies[step * actionCount..<(step + 1) * actionCount]
        where share > 0 {
          targetEntropy -= Double(share) * log(Double(share))
        }
      }
    }
    policyEntropy /= Double(batch.sampleCount)
    illegalMass /= Double(batch.sampleCount)
    targetEntropy /= Double(max(1, searched))
    var known = 0
    var clipped = 0
    for (targets, mask, range) in [
      (batch.values, batch.valueMask, valueRange), (batch.rewards, batch.rewardMask, rewardRange),
    ] {
      guard let range else { continue }
      for (target, isKnown) in zip(targets, mask) where isKnown == 1 {
        known += 1
        if !range.contains(target) { clipped += 1 }
      }
    }
    clippedShare = Double(clipped) / Double(max(1, known))
  }
}
