public import GameProtocol

/// A training batch as flat arrays, made once and refilled at every step.
///
/// Shapes: `B` samples, `K` unrolled steps, `A` actions, observations `[C, H, W]`. Everything is in
/// row-major order. Of a masked element the target is 0 and the mask 0; else the mask is 1.
public struct TargetBatch: Hashable, Sendable {
  /// The number of samples, `B`.
  public let sampleCount: Int
  /// The number of unrolled steps, `K`; 0 in AlphaZero mode.
  public let unrollSteps: Int
  /// The number of actions, `A`.
  public let actionCount: Int
  /// Numbers of one observation, `C * H * W`.
  public let observationSize: Int

  /// What the network sees at the start of each sample: `[B, C, H, W]`.
  public internal(set) var observations: [Float]
  /// The actions of the unrolled steps, random ones past the end of a game: `[B, K]`.
  public internal(set) var actions: [Int32]
  /// The search policies: `[B, K + 1, A]`.
  public internal(set) var policies: [Float]
  /// Where there is a policy; none past the end of a game: `[B, K + 1]`.
  public internal(set) var policyMask: [Float]
  /// The returns in the view of the player to move at each step, in units of reward: `[B, K + 1]`.
  public internal(set) var values: [Float]
  /// Where the return is known; not past the end of a truncated game: `[B, K + 1]`.
  public internal(set) var valueMask: [Float]
  /// The reward of each unrolled step, to its mover, in units of reward: `[B, K]`.
  public internal(set) var rewards: [Float]
  /// Where the reward is known; not past the end of a truncated game: `[B, K]`.
  public internal(set) var rewardMask: [Float]
  /// 1 for the legal actions of the first position, else 0: `[B, A]`.
  ///
  /// AlphaZero's policy loss is taken over these. MuZero's is not: below the root its search knows
  /// no rules, so the network must learn that illegal actions are improbable.
  public internal(set) var legalMask: [Float]
  /// The factor of each sample's loss: `[B]`.
  public internal(set) var weights: [Float]

  /// Makes a batch of zeros.
  ///
  /// - Parameters:
  ///   - sampleCount: The number of samples, `B`.
  ///   - unrollSteps: The number of unrolled steps, `K`.
  ///   - specification: Gives `A` and the shape of observations.
  public init(sampleCount: Int, unrollSteps: Int, specification: GameSpecification) {
    self.sampleCount = sampleCount
    self.unrollSteps = unrollSteps
    actionCount = specification.actionCount
    observationSize = specification.observationShape.count
    let steps = unrollSteps + 1
    observations = [Float](repeating: 0, count: sampleCount * observationSize)
    actions = [Int32](repeating: 0, count: sampleCount * unrollSteps)
    policies = [Float](repeating: 0, count: sampleCount * steps * actionCount)
    policyMask = [Float](repeating: 0, count: sampleCount * steps)
    values = [Float](repeating: 0, count: sampleCount * steps)
    valueMask = [Float](repeating: 0, count: sampleCount * steps)
    rewards = [Float](repeating: 0, count: sampleCount * unrollSteps)
    rewardMask = [Float](repeating: 0, count: sampleCount * unrollSteps)
    legalMask = [Float](repeating: 0, count: sampleCount * actionCount)
    weights = [Float](repeating: 0, count: sampleCount)
  }
}
