public import GameProtocol
public import Network

/// Moves the weights of a network towards what the games of the replay buffer say.
///
/// A step is a pure function of the weights, the optimizer's state, the window of the buffer, the
/// seed and its number.
public final class Trainer<G: Game> {
  /// How the network learns.
  public let configuration: TrainingConfiguration
  /// The networks that are trained.
  public let network: TorchNetwork
  /// What moves their weights.
  public let optimizer: Optimizer
  private let seed: UInt64
  private var targets: Targets<G>
  private var batch: TargetBatch
  private var loss: TrainingLoss
  private var samples: [PositionSample] = []

  /// Makes a trainer that has taken no step.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - blueprint: The networks.
  ///   - weights: Their first weights.
  ///   - configuration: How the network learns.
  ///   - optimizer: How gradients change the weights.
  ///   - seed: The seed of the run.
  /// - Throws: `NetworkError` where LibTorch is missing or the weights are not of this network.
  public init(
    game: G, blueprint: Blueprint, weights: NetworkWeights, configuration: TrainingConfiguration,
    optimizer: OptimizerConfiguration, seed: UInt64
  ) throws(NetworkError) {
    self.configuration = configuration
    self.seed = seed
    network = try TorchNetwork(blueprint: blueprint, weights: weights)
    self.optimizer = Optimizer(configuration: optimizer, network: network)
    let hasReward = blueprint.model?.dynamics.head(.reward) != nil
    targets = Targets(
      game: game,
      configuration: TargetConfiguration(
        unrollSteps: blueprint.mode == .muzero ? configuration.unrollSteps : 0,
        returns: configuration.returns(discount: game.specification.discount),
        absorbingValue: hasReward ? .zero : .outcome, usesSymmetries: configuration.symmetries,
        cacheBytes: configuration.observationMemory << 20))
    batch = targets.makeBatch(sampleCount: configuration.batchSize)
    loss = TrainingLoss(blueprint: blueprint, configuration: configuration)
    TorchLibrary.threadCount = configuration.threads
  }

  /// Takes one step.
  ///
  /// - Parameter buffer: The games to learn from, at least one in the window.
  /// - Returns: What the step did.
  /// - Throws: `TrainingError` where the loss is not a number.
  public func step(on buffer: ReplayBuffer) throws(TrainingError) -> TrainingReport {
    let step = optimizer.stepCount
    buffer.sample(
      seed: seed, step: UInt64(step), count: configuration.batchSize, into: &samples)
    targets.fill(&batch, with: samples, from: buffer, seed: seed, step: UInt64(step))
    network.isTraining = true
    defer { network.isTraining = false }
    let result = loss(network, on: batch)
    let parts = result.parts.floats()
    guard parts.allSatisfy(\.isFinite) else {
      throw .diverged(step: step, loss: parts[0], gradientNorm: .nan)
    }
    result.total.backward()
    let (norm, rate) = optimizer.step()
    guard norm.isFinite else {
      throw .diverged(step: step, loss: parts[0], gradientNorm: norm)
    }
    if configuration.priorityAlpha > 0 { updatePriorities(in: buffer, by: result.firstValues) }
    return TrainingReport(
      step: step,
      losses: TrainingLosses(
        total: parts[0], policy: parts[1], value: parts[2], reward: parts[3]),
      gradientNorm: norm, learningRate: rate, dataAge: dataAge(in: buffer),
      samples: samples.digest)
  }

  private func dataAge(in buffer: ReplayBuffer) -> Double {
    let ages = samples.map { Double(buffer.gameLimit - 1 - $0.gameID) }
    return ages.reduce(0, +) / Double(ages.count)
  }

  /// Looks at what the network now answers for the positions of the last step; nothing changes.
  ///
  /// In AlphaZero mode illegal actions are left out, as they are in the loss.
  ///
  /// - Returns: What is found.
  /// - Precondition: A step was taken.
  public func diagnostics() -> BatchDiagnostics {
    precondition(!samples.isEmpty, "there is no batch to look at before the first step")
    let observations = network.observationTensor(
      batch.observations.span, count: batch.sampleCount)
    var logits = withoutGradients { network.initialInference(observations).policy.floats() }
    if network.blueprint.mode == .alphazero {
      for index in logits.indices where batch.legalMask[index] == 0 { logits[index] = -.infinity }
    }
    return BatchDiagnostics(
      of: batch, logits: logits, valueRange: loss.valueOutput.range,
      rewardRange: loss.rewardOutput?.range)
  }

  private func updatePriorities(in buffer: ReplayBuffer, by values: Tensor) {
    let rows = values.floats()
    let output = loss.valueOutput
    let stride = batch.unrollSteps + 1
    let errors = samples.indices.map { row in
      abs(output.decode(rows.span, at: row * output.count) - batch.values[row * stride])
    }
    buffer.updatePriorities(of: samples, to: errors)
  }
}

extension TrainingConfiguration {
  /// How value targets look ahead.
  ///
  /// - Parameter discount: The discount γ of the game.
  /// - Returns: The rule.
  public func returns(discount: Float) -> ReturnRule {
    ReturnRule(tdSteps: tdSteps == 0 ? nil : tdSteps, discount: discount)
  }

  /// How much is remembered, and how positions are drawn.
  ///
  /// - Parameter discount: The discount γ of the game.
  /// - Returns: The buffer's configuration.
  public func replay(discount: Float) -> ReplayConfiguration {
    ReplayConfiguration(
      window: .games(windowGames),
      sampling: priorityAlpha == 0
        ? .uniform : .prioritised(alpha: Float(priorityAlpha), beta: Float(priorityBeta)),
      returns: returns(discount: discount))
  }
}

extension Head.Output {
  /// The numbers that the head can express; `nil` without bounds.
  fileprivate var range: ClosedRange<Float>? {
    switch self {
    case .logits, .scalar: nil
    case .bounded(let range): range
    case .categorical(let support):
      Float(
        ValueSupport.inverseTransform(Double(support.lowest)))...Float(
          ValueSupport.inverseTransform(Double(support.highest)))
    }
  }
}
