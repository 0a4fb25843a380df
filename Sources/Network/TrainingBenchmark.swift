import GameProtocol

/// A training step of MuZero of a fixed size, for measuring: the same work as in
/// `scripts/bench-training.py`.
///
/// Representation and dynamics with 6 blocks of 64 planes on 9×9 cells and 17 planes of input, batch
/// normalisation, an unroll of 5 steps, cross entropies over 82 actions and twice 601 atoms,
/// gradient descent with momentum.
public final class TrainingBenchmark {
  /// Positions of a step.
  public static let batchSize = 128

  /// Steps of an unroll, K.
  public static let unrollSteps = 5

  private let network: TorchNetwork
  private let optimizer: Optimizer
  private let observations: [Float]
  private let actions: [[Int]]
  private let policies: [[Float]]
  private let atoms: [[Float]]

  /// Makes the networks and a batch of random numbers.
  ///
  /// - Throws: `NetworkError` where LibTorch is missing.
  public init() throws(NetworkError) {
    let specification = GameSpecification(
      name: "benchmark", version: 1, actionCount: 82,
      observationShape: GameSpecification.Shape(channels: 17, height: 9, width: 9),
      valueRange: nil, rewardKind: .perStep, lengthLimit: nil)
    var configuration = NetworkConfiguration()
    configuration.channels = 64
    configuration.blocks = 6
    configuration.dynamicsBlocks = 6
    configuration.valueHead = .categorical
    configuration.rewardHead = .categorical
    let blueprint = try Blueprint(
      configuration: configuration, specification: specification, mode: .muzero
    ) { hidden in
      ActionEncoding(specification: specification, height: hidden.height, width: hidden.width) {
        if $0.index < $1.count { $1[$0.index] = 1 }
      }
    }
    network = try TorchNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
    network.isTraining = true
    optimizer = Optimizer(configuration: OptimizerConfiguration(), network: network)

    let count = Self.batchSize
    let size = count * blueprint.observation.count
    var random = CounterRandom(seed: 1, stream: .batch)
    observations = (0..<size).map { _ in Float(random.uniform()) }
    actions = (0..<Self.unrollSteps).map { _ in (0..<count).map { _ in random.below(82) } }
    let support = ValueSupport(-300...300)
    policies = (0...Self.unrollSteps).map { _ in
      var rows = [Float](repeating: 0, count: count * 82)
      for row in 0..<count { rows[row * 82 + random.below(82)] = 1 }
      return rows
    }
    atoms = (0...Self.unrollSteps).map { _ in
      var rows = [Float](repeating: 0, count: count * support.atomCount)
      var span = rows.mutableSpan
      for row in 0..<count {
        support.encode(Float(random.uniform()), into: &span, at: row * support.atomCount)
      }
      return rows
    }
  }

  /// Makes one training step.
  ///
  /// - Returns: The loss before it.
  public func step() -> Float {
    var output = network.initialInference(
      network.observationTensor(observations, count: Self.batchSize))
    var losses = [loss(output, 0)]
    for step in 0..<Self.unrollSteps {
      output = network.recurrentInference(
        output.hidden.scaledGradient(by: 0.5), actions: actions[step])
      losses.append(loss(output, step + 1) / Double(Self.unrollSteps))
    }
    let total = Tensor.stacking(losses).sum()
    total.backward()
    optimizer.step()
    return total.item()
  }

  private func loss(_ output: TorchNetwork.Output, _ step: Int) -> Tensor {
    let atomTargets = Tensor(shape: [Self.batchSize, 601], floats: atoms[step])
    var loss =
      output.policy.crossEntropy(
        Tensor(shape: [Self.batchSize, 82], floats: policies[step]), reduction: .mean)
      + output.value.crossEntropy(atomTargets, reduction: .mean)
    if let reward = output.reward {
      loss = loss + reward.crossEntropy(atomTargets, reduction: .mean)
    }
    return loss
  }
}
