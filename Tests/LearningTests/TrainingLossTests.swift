import Foundation
import GameProtocol
import Network
import Testing

@testable import Learning

/// The loss of networks so small that it can be summed by hand; needs LibTorch.
///
/// All networks have two features and two actions. h copies the observation, g adds 1 to the feature
/// of the action, the policy's logits are the features themselves.
@Suite(.enabled(if: TorchLibrary.isAvailable)) struct TrainingLossTests {
  static let specification = GameSpecification(
    name: "sums", version: 1, actionCount: 2,
    observationShape: .init(channels: 2, height: 1, width: 1),
    lengthLimit: nil)

  /// Weights other than 1, so that one left out or put in the wrong place is seen.
  static let configuration: TrainingConfiguration = {
    var configuration = TrainingConfiguration()
    configuration.policyWeight = 1.5
    configuration.valueWeight = 0.5
    configuration.rewardWeight = 2
    return configuration
  }()

  /// The value is tanh of half the difference of the features; the reward a quarter of the first
  /// feature after the step.
  static func network(
    _ mode: Blueprint.Mode = .muzero, change: (inout NetworkConfiguration) -> Void = { _ in }
  ) throws -> TorchNetwork {
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = 2
    configuration.depth = 1
    configuration.dynamicsDepth = 1
    configuration.normalization = .none
    configuration.hiddenScaling = .none
    configuration.valueWidth = 0
    configuration.rewardHead = .scalar
    configuration.rewardWidth = 0
    change(&configuration)
    let blueprint = try Blueprint(
      configuration: configuration, specification: specification, mode: mode
    ) { _ in ActionEncoding(oneHot: 2) }
    let numbers: [String: [Float]] = [
      "representation.stem.dense.weight": [1, 0, 0, 1],
      "prediction.stem.dense.weight": [1, 0, 0, 1],
      "dynamics.stem.dense.weight": [1, 0, 1, 0, 0, 1, 0, 1],
      "dynamics.reward.output.weight": [0.25, 0],
      "prediction.policy.output.weight": [1, 0, 0, 1],
      "prediction.value.output.weight": [0.5, -0.5],
    ]
    var entries = NetworkWeights(initializing: blueprint, seed: 1).entries
    for index in entries.indices {
      guard let values = numbers[entries[index].name] else { continue }
      // A categorical head keeps the zeros that it begins with.
      if entries[index].values.count == values.count { entries[index].values = values }
    }
    return try TorchNetwork(blueprint: blueprint, weights: NetworkWeights(entries))
  }

  /// A batch in which nothing is known but what each test says.
  static func batch(samples: Int, steps: Int) -> TargetBatch {
    var batch = TargetBatch(
      sampleCount: samples, unrollSteps: steps, specification: specification)
    batch.weights = [Float](repeating: 1, count: samples)
    batch.legalMask = [Float](repeating: 1, count: samples * 2)
    return batch
  }

  /// Two samples of two steps, in which everything is known but the policy and value of the last
  /// step of the second.
  ///
  /// The features of the first go (1, 0), (2, 0), (2, 1), of the second (0, 2), (0, 3), (0, 4).
  static var twoSteps: TargetBatch {
    var batch = batch(samples: 2, steps: 2)
    batch.observations = [1, 0, 0, 2]
    batch.actions = [0, 1, 1, 1]
    batch.policies = [0.75, 0.25, 1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75, 0, 0]
    batch.policyMask = [1, 1, 1, 1, 1, 0]
    batch.values = [1, -1, 0.5, -1, 1, 0]
    batch.valueMask = [1, 1, 1, 1, 1, 0]
    batch.rewards = [1, -0.5, 0.25, 2]
    batch.rewardMask = [1, 1, 1, 1]
    return batch
  }

  static func loss(_ network: TorchNetwork, on batch: TargetBatch) -> TrainingLoss.Result {
    var loss = TrainingLoss(blueprint: network.blueprint, configuration: configuration)
    return loss(network, on: batch)
  }

  /// The gradients that a loss brings to the parameters, by name.
  static func gradients(_ network: TorchNetwork, on batch: TargetBatch) -> [String: [Float]] {
    Optimizer(configuration: OptimizerConfiguration(), network: network).clearGradients()
    loss(network, on: batch).total.backward()
    return Dictionary(
      uniqueKeysWithValues: network.parameters.map {
        ($0.name, $0.tensor.gradient?.floats() ?? [])
      })
  }

  // MARK: By hand

  /// −Σ π ln softmax of two logits.
  private func policyLoss(_ logits: (Double, Double), _ target: (Double, Double)) -> Double {
    let total = log(exp(logits.0) + exp(logits.1))
    return target.0 * (total - logits.0) + target.1 * (total - logits.1)
  }

  private func valueLoss(_ features: (Double, Double), _ target: Double) -> Double {
    let error = target - tanh((features.0 - features.1) / 2)
    return error * error
  }

  private func rewardLoss(_ feature: Double, _ target: Double) -> Double {
    (target - feature / 4) * (target - feature / 4)
  }

  @Test func `the sum over two steps is the one made by hand`() throws {
    // By steps 0, 1 and 2, the two samples of each added up.
    let policy = [
      policyLoss((1, 0), (0.75, 0.25)) + policyLoss((0, 2), (0, 1)),
      policyLoss((2, 0), (1, 0)) + policyLoss((0, 3), (0.25, 0.75)),
      policyLoss((2, 1), (0.5, 0.5)),
    ]
    let value = [
      valueLoss((1, 0), 1) + valueLoss((0, 2), -1), valueLoss((2, 0), -1) + valueLoss((0, 3), 1),
      valueLoss((2, 1), 0.5),
    ]
    let reward = [
      rewardLoss(2, 1) + rewardLoss(0, 0.25), rewardLoss(2, -0.5) + rewardLoss(0, 2),
    ]
    // The first position counts 1, each of the K = 2 steps 1/2, and the mean is over two samples.
    var total = 1.5 * policy[0] + 0.5 * value[0]
    for step in 1...2 {
      total += (1.5 * policy[step] + 0.5 * value[step] + 2 * reward[step - 1]) / 2
    }
    let found = Self.loss(try Self.network(), on: Self.twoSteps)
    #expect(abs(Double(found.total.item()) - total / 2) < 1e-5)
    let parts = found.parts.floats().map(Double.init)
    #expect(abs(parts[0] - total / 2) < 1e-5)
    #expect(abs(parts[1] - policy[0] / 2) < 1e-5)
    #expect(abs(parts[2] - value[0] / 2) < 1e-5)
    #expect(abs(parts[3] - (reward[0] + reward[1]) / 2 / 2) < 1e-5)
    let values = found.firstValues.floats().map(Double.init)
    #expect(abs(values[0] - tanh(0.5)) < 1e-6 && abs(values[1] - tanh(-1)) < 1e-6)
  }

  @Test func `categorical targets are divided between their atoms`() throws {
    let network = try Self.network {
      $0.valueHead = .categorical
      $0.valueSupport = 1
      $0.rewardHead = .categorical
      $0.rewardSupport = 2
    }
    var batch = Self.batch(samples: 1, steps: 1)
    batch.observations = [1, 0]
    batch.actions = [0]
    // On the transformed scale 0.5: half of atom 0 and half of atom 1.
    let half = Float(ValueSupport.inverseTransform(0.5))
    batch.values = [half, 0]
    batch.valueMask = [1, 0]
    batch.rewards = [half]
    batch.rewardMask = [1]
    // Logits of value and reward differ from atom to atom through the biases alone.
    var entries = network.exportWeights().entries
    for index in entries.indices {
      switch entries[index].name {
      case "prediction.value.output.bias": entries[index].values = [0, 1, 3]
      case "dynamics.reward.output.bias": entries[index].values = [0, 0, 2, -1, 0]
      default: break
      }
    }
    try network.load(NetworkWeights(entries))
    let value: Double = log(1.0 + exp(1.0) + exp(3.0)) - 2.0
    let reward: Double = log(3.0 + exp(2.0) + exp(-1.0)) - 0.5
    let found = Self.loss(network, on: batch)
    #expect(abs(Double(found.total.item()) - (0.5 * value + 2 * reward)) < 1e-5)
    #expect(abs(Double(found.parts.floats()[2]) - value) < 1e-5)
    #expect(abs(Double(found.parts.floats()[3]) - reward) < 1e-5)
  }

  // MARK: Gradients

  /// The gradient enters each hidden state by half: a loss at step K alone reaches the first with
  /// 2⁻ᴷ of its size, and 1/K of it because it is one of K steps.
  @Test(arguments: [1, 2, 3])
  func `of the last step's gradient half goes through each step`(steps: Int) throws {
    var batch = Self.batch(samples: 1, steps: steps)
    batch.observations = [1, 0]
    batch.actions = [Int32](repeating: 0, count: steps)
    batch.policies[steps * 2 + 1] = 1
    batch.policyMask[steps] = 1
    let gradients = Self.gradients(try Self.network(), on: batch)
    // At the logits (1 + K, 0) with the target (0, 1) it is softmax − target; h and g copy it.
    let share = 1 / (1 + exp(-Double(1 + steps)))
    let end = 1.5 * share / Double(steps)
    let halves = (0..<steps).map { pow(0.5, Double($0)) }
    for (name, factor) in [
      ("prediction.policy.output.bias", 1), ("dynamics.stem.dense.bias", halves.reduce(0, +)),
      ("representation.stem.dense.bias", pow(0.5, Double(steps))),
    ] {
      let found = try #require(gradients[name])
      // The second feature is 0, where the derivative of the ReLU is 0 as well, so that nothing
      // comes to it past the heads.
      #expect(abs(Double(found[0]) - factor * end) < 1e-6, "\(name)")
    }
    #expect(gradients["prediction.policy.output.bias"]?[1] == -Float(end))
  }

  @Test(arguments: [Blueprint.Mode.alphazero, .muzero])
  func `an illegal logit has a gradient in MuZero mode alone`(_ mode: Blueprint.Mode) throws {
    var batch = Self.batch(samples: 2, steps: 0)
    // In both positions action 1 is the more probable one; in the second it is illegal.
    batch.observations = [1, 3, 1, 3]
    batch.legalMask = [1, 1, 1, 0]
    batch.policies = [0, 0, 1, 0]
    batch.policyMask = [0, 1]
    let network = try Self.network(mode)
    let total = Double(Self.loss(network, on: batch).total.item())
    let gradient = try #require(
      Self.gradients(network, on: batch)["prediction.policy.output.bias"])
    switch mode {
    case .alphazero:
      // The only legal action has the whole probability.
      #expect(total == 0)
      #expect(gradient == [0, 0])
    case .muzero:
      let share = 1 / (1 + exp(-2.0))
      #expect(abs(total - 1.5 * policyLoss((1, 3), (1, 0)) / 2) < 1e-6)
      #expect(abs(Double(gradient[1]) - 1.5 * share / 2) < 1e-6)
    }
  }

  @Test func `among legal actions AlphaZero's policy loss is the plain one`() throws {
    var batch = Self.batch(samples: 1, steps: 0)
    batch.observations = [1, 3]
    batch.policies = [0.25, 0.75]
    batch.policyMask = [1]
    let total = Double(Self.loss(try Self.network(.alphazero), on: batch).total.item())
    #expect(abs(total - 1.5 * policyLoss((1, 3), (0.25, 0.75))) < 1e-6)
  }

  // MARK: Weights of samples

  @Test(arguments: [NetworkConfiguration.ValueHead.scalar, .categorical])
  func `an importance weight of 2 doubles all losses of its sample`(
    head: NetworkConfiguration.ValueHead
  ) throws {
    let network = try Self.network {
      $0.valueHead = head
      $0.valueSupport = 2
      $0.rewardHead = head == .scalar ? .scalar : .categorical
      $0.rewardSupport = 2
    }
    func parts(_ weights: [Float]) -> [Float] {
      var batch = Self.twoSteps
      batch.weights = weights
      return Self.loss(network, on: batch).parts.floats()
    }
    let first = parts([1, 0])
    let second = parts([0, 1])
    for part in 0..<4 {
      #expect(first[part] > 0.01 && second[part] > 0.01)
      #expect(abs(parts([2, 0])[part] - 2 * first[part]) < 1e-5)
      #expect(abs(parts([2, 1])[part] - (2 * first[part] + second[part])) < 1e-5)
    }
  }
}

extension TrainingLossTests {
  /// F33: with a learning rate that suits its rule, the loss on one batch falls all along.
  @Test(
    arguments: [
      (OptimizerConfiguration.Algorithm.sgd, 0.005), (.adam, 0.002), (.adamw, 0.002),
    ])
  func `on one batch the loss falls over the first two hundred steps`(
    algorithm: OptimizerConfiguration.Algorithm, rate: Double
  ) throws {
    let network = try Self.network { $0.width = 16 }
    var rule = OptimizerConfiguration()
    rule.algorithm = algorithm
    rule.learningRate.initial = rate
    let optimizer = Optimizer(configuration: rule, network: network)
    let batch = Self.twoSteps
    var losses: [Float] = []
    for _ in 0..<10 {
      var sum: Float = 0
      for _ in 0..<20 {
        let total = Self.loss(network, on: batch).total
        sum += total.item()
        total.backward()
        optimizer.step()
      }
      losses.append(sum / 20)
    }
    for (before, after) in zip(losses, losses.dropFirst()) {
      #expect(after < before, "\(losses)")
    }
  }
}
