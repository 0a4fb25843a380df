/// The losses of one batch, apart from the sum that is minimised.
///
/// Each is the mean over the batch, of the first position for policy and value and of all unrolled
/// steps for the reward.
public struct TrainingLosses: Hashable, Sendable {
  /// What is minimised: all losses of all steps, weighted, without weight decay.
  public var total: Float = 0
  /// The cross entropy of the policy, in nats.
  public var policy: Float = 0
  /// The squared error of the value, or its cross entropy in nats where it is categorical.
  public var value: Float = 0
  /// The same of the reward; 0 without a reward head.
  public var reward: Float = 0

  /// Makes losses of zero.
  public init(total: Float = 0, policy: Float = 0, value: Float = 0, reward: Float = 0) {
    self.total = total
    self.policy = policy
    self.value = value
    self.reward = reward
  }

  /// A running mean for people to look at, over about the last hundred steps.
  ///
  /// - Parameter next: The losses of the next step.
  /// - Returns: The mean that follows; the first step's own losses if nothing came before.
  public func blended(with next: TrainingLosses) -> TrainingLosses {
    if self == TrainingLosses() { return next }
    func blend(_ old: Float, _ new: Float) -> Float { old + (new - old) * 0.01 }
    return TrainingLosses(
      total: blend(total, next.total), policy: blend(policy, next.policy),
      value: blend(value, next.value), reward: blend(reward, next.reward))
  }
}
