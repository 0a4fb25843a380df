import Network

/// Sums the losses of AlphaZero and MuZero over a batch.
///
/// AlphaZero: `l = (z − v)² − Σ π ln p`, the policy taken over legal actions only. MuZero: the sum
/// over the first position and K unrolled steps of the policy, value and reward losses; each step
/// after the first counts 1/K, and the gradient that enters a hidden state is halved at each step.
/// The policy of MuZero is not masked, because its search knows no rules below the root.
///
/// Sources: Silver et al. (2017), equation 1; Schrittwieser et al. (2020), equation 1 and
/// appendix G.
struct TrainingLoss {
  let blueprint: Blueprint
  let configuration: TrainingConfiguration
  /// Targets as the value head's last layer should give them, `[B * (K + 1), n]`.
  private var valueTargets: [Float] = []
  /// Targets as the reward head's last layer should give them, `[B * K, n]`.
  private var rewardTargets: [Float] = []

  init(blueprint: Blueprint, configuration: TrainingConfiguration) {
    self.blueprint = blueprint
    self.configuration = configuration
  }

  /// What one forward pass of a batch gave.
  struct Result {
    /// One number, whose gradient moves the weights.
    var total: Tensor
    /// Policy, value and reward losses as they are reported, each one number.
    var parts: Tensor
    /// What the value head's last layer gave for the first positions, `[B, n]`.
    var firstValues: Tensor
  }

  /// Runs the networks on a batch and compares them with the targets.
  ///
  /// - Parameters:
  ///   - network: The networks, in training mode.
  ///   - batch: The targets.
  /// - Returns: The losses.
  mutating func callAsFunction(_ network: TorchNetwork, on batch: TargetBatch) -> Result {
    let samples = batch.sampleCount
    let steps = batch.unrollSteps
    encodeTargets(of: batch)
    let policies = Tensor(shape: [samples, steps + 1, batch.actionCount], floats: batch.policies)
    let values = Tensor(shape: [samples, steps + 1, valueOutput.count], floats: valueTargets)
    let weights = Tensor(shape: [samples, 1], floats: batch.weights)
    let policyWeights = Tensor(shape: [samples, steps + 1], floats: batch.policyMask) * weights
    let valueWeights = Tensor(shape: [samples, steps + 1], floats: batch.valueMask) * weights

    func judged(_ output: TorchNetwork.Output, _ step: Int, mask: Tensor?) -> (Tensor, Tensor) {
      let logits = mask.map { output.policy + $0 } ?? output.policy
      return (
        logits.crossEntropy(
          policies.selected(1, at: step), weights: policyWeights.selected(1, at: step)),
        Self.loss(
          of: output.value, against: values.selected(1, at: step),
          weights: valueWeights.selected(1, at: step), valueOutput)
      )
    }

    var output = network.initialInference(
      network.observationTensor(batch.observations.span, count: samples))
    let firstValues = output.value
    let (policy, value) = judged(output, 0, mask: illegalPenalty(of: batch))
    var total = policy * configuration.policyWeight + value * configuration.valueWeight
    var reward = policy * 0
    if steps > 0 {
      let rewards = rewardOutput.map {
        Tensor(shape: [samples, steps, $0.count], floats: rewardTargets)
      }
      let rewardWeights = Tensor(shape: [samples, steps], floats: batch.rewardMask) * weights
      for step in 1...steps {
        output = network.recurrentInference(
          output.hidden.scaledGradient(by: 0.5), actions: batch.actions(at: step - 1))
        let (policy, value) = judged(output, step, mask: nil)
        var loss = policy * configuration.policyWeight + value * configuration.valueWeight
        if let predicted = output.reward, let rewards, let rewardOutput {
          let error = Self.loss(
            of: predicted, against: rewards.selected(1, at: step - 1),
            weights: rewardWeights.selected(1, at: step - 1), rewardOutput)
          loss = loss + error * configuration.rewardWeight
          reward = reward + error / Double(steps)
        }
        total = total + loss / Double(steps)
      }
    }
    return Result(
      total: total,
      parts: Tensor.stacking([
        total.detached(), policy.detached(), value.detached(), reward.detached(),
      ]),
      firstValues: firstValues.detached())
  }

  /// What makes the policy of illegal actions vanish, `[B, A]`; `nil` in MuZero mode.
  private func illegalPenalty(of batch: TargetBatch) -> Tensor? {
    if blueprint.mode == .muzero { return nil }
    // Large enough that exp gives 0, small enough that 0 times its logarithm stays 0.
    let legal = Tensor(shape: [batch.sampleCount, batch.actionCount], floats: batch.legalMask)
    return (legal - 1) * 1e9
  }

  /// The mean loss of one prediction.
  private static func loss(
    of predicted: Tensor, against targets: Tensor, weights: Tensor, _ output: Head.Output
  ) -> Tensor {
    switch output {
    case .categorical, .logits:
      predicted.crossEntropy(targets, weights: weights)
    case .scalar, .bounded:
      (predicted.squaredError(targets).sum(over: [1]) * weights).mean()
    }
  }

  var valueOutput: Head.Output {
    guard let head = blueprint.prediction.head(.value) else {
      preconditionFailure("a prediction network has a value head")
    }
    return head.output
  }

  var rewardOutput: Head.Output? {
    blueprint.model?.dynamics.head(.reward)?.output
  }

  private mutating func encodeTargets(of batch: TargetBatch) {
    Self.encode(batch.values, as: valueOutput, into: &valueTargets)
    if let rewardOutput { Self.encode(batch.rewards, as: rewardOutput, into: &rewardTargets) }
  }

  private static func encode(
    _ numbers: [Float], as output: Head.Output, into rows: inout [Float]
  ) {
    let width = output.count
    if rows.count == numbers.count * width {
      for index in rows.indices { rows[index] = 0 }
    } else {
      rows = Array(repeating: 0, count: numbers.count * width)
    }
    var span = rows.mutableSpan
    for (row, number) in numbers.enumerated() {
      output.encode(number, into: &span, at: row * width)
    }
  }
}

extension TargetBatch {
  /// The actions of one unrolled step, `[B]`.
  fileprivate func actions(at step: Int) -> [Int] {
    (0..<sampleCount).map { Int(actions[$0 * unrollSteps + step]) }
  }
}
