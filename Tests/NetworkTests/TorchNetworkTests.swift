import GameProtocol
import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TorchNetworkTests {
  /// Bodies, normalisations and heads of every kind.
  static let configurations: [NetworkConfiguration] = {
    var plain = TestNetworks.configuration(.residual, .none)
    plain.rewardHead = .scalar
    var layer = TestNetworks.configuration(.residual, .layer)
    layer.valueHead = .categorical
    layer.rewardHead = .categorical
    layer.policyHead = .dense
    layer.predictionBlocks = 1
    let batch = TestNetworks.configuration(.residual, .batch)
    var dense = TestNetworks.configuration(.mlp, .layer)
    dense.rewardHead = .categorical
    dense.predictionDepth = 2
    var simple = TestNetworks.configuration(.mlp, .none)
    simple.skipConnections = false
    simple.valueHead = .categorical
    simple.hiddenScaling = .none
    return [plain, layer, batch, dense, simple]
  }()

  /// A MuZero unroll of two steps with losses on everything that is predicted.
  struct Unroll {
    let positions = 4
    let actions = [[0, 4, 2, 2], [3, 1, 1, 0]]
    let network: TorchNetwork
    let observations: Tensor

    init(_ configuration: NetworkConfiguration, seed: UInt64) throws {
      let blueprint = try TestNetworks.blueprint(configuration)
      network = try TorchNetwork(
        blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: seed))
      network.isTraining = true
      let numbers = TestNetworks.numbers(positions * blueprint.observation.count, seed: seed)
      observations = network.observationTensor(numbers.span, count: positions)
    }

    /// - Parameters:
    ///   - scale: What the gradient is multiplied by before each step.
    ///   - firstStep: The step whose predictions are the first to be judged.
    /// - Returns: One number.
    func loss(scale: Double = 1, from firstStep: Int = 0) -> Tensor {
      var output = network.initialInference(observations)
      var losses = firstStep == 0 ? [distance(output, 0)] : []
      for (step, actions) in actions.enumerated() where losses.isEmpty || firstStep == 0 {
        let hidden = output.hidden.scaledGradient(by: scale)
        output = network.recurrentInference(hidden, actions: actions)
        losses.append(distance(output, step + 1))
      }
      return Tensor.stacking(losses).sum()
    }

    private func distance(_ output: TorchNetwork.Output, _ step: Int) -> Tensor {
      let heads = [output.policy, output.value] + (output.reward.map { [$0] } ?? [])
      return Tensor.stacking(
        heads.enumerated().map { head, tensor in
          let numbers = TestNetworks.numbers(tensor.count, seed: 5, stream: 10 * step + head)
          let target = Tensor(shape: tensor.shape, floats: numbers)
          return tensor.shape[1] == 1
            ? tensor.squaredError(target, reduction: .mean)
            : tensor.crossEntropy((target * 2.0).softmax(), reduction: .mean)
        }
      ).sum()
    }

    func gradients(_ loss: Tensor) -> [String: [Float]] {
      Optimizer(configuration: OptimizerConfiguration(), network: network).clearGradients()
      loss.backward()
      return Dictionary(
        uniqueKeysWithValues: network.parameters.map {
          ($0.name, $0.tensor.gradient?.floats() ?? [])
        })
    }
  }

  @Test(arguments: configurations)
  func `the gradient of a whole unroll is the slope of its loss`(
    _ configuration: NetworkConfiguration
  ) throws {
    let unroll = try Unroll(configuration, seed: 3)
    let gradients = unroll.gradients(unroll.loss())
    let before = unroll.network.exportWeights()
    // A step so small that few ReLUs turn, and so large that the loss keeps some digits.
    let step: Float = 3e-4
    var squaredError = 0.0
    var squaredSlope = 0.0
    for direction in 0..<6 {
      var slope = 0.0
      var moved = [before.entries, before.entries]
      for (index, entry) in before.entries.enumerated() {
        guard let gradient = gradients[entry.name] else { continue }
        let way = TestNetworks.numbers(
          entry.values.count, seed: UInt64(direction), stream: 500 + index)
        for (place, amount) in way.enumerated() {
          slope += Double(gradient[place] * amount)
          moved[0][index].values[place] -= step * amount
          moved[1][index].values[place] += step * amount
        }
      }
      let losses = try moved.map { entries in
        try unroll.network.load(NetworkWeights(entries))
        return Double(withoutGradients { unroll.loss() }.item())
      }
      let numeric = (losses[1] - losses[0]) / Double(2 * step)
      squaredError += (numeric - slope) * (numeric - slope)
      squaredSlope += slope * slope
    }
    let error = (squaredError / squaredSlope).squareRoot()
    #expect(error < 0.04, "slopes are off by \(error) of their size")
  }

  @Test func `every trained parameter has a gradient in an unroll`() throws {
    for configuration in Self.configurations {
      let unroll = try Unroll(configuration, seed: 4)
      for (name, gradient) in unroll.gradients(unroll.loss()) {
        #expect(gradient.contains { $0 != 0 }, "\(name) has no gradient")
      }
    }
  }

  @Test func `a halved gradient halves what reaches the representation and nothing else`() throws {
    let unroll = try Unroll(Self.configurations[0], seed: 6)
    let whole = unroll.gradients(unroll.loss(from: 1))
    let half = unroll.gradients(unroll.loss(scale: 0.5, from: 1))
    for (name, gradient) in whole {
      let factor: Float = name.hasPrefix("representation") ? 0.5 : 1
      for (place, number) in gradient.enumerated() {
        #expect(
          abs(half[name]![place] - factor * number) <= 1e-6 * max(1, abs(number)), "\(name)")
      }
    }
  }

  @Test func `the first network is uniform, of value zero and of reward zero`() throws {
    for configuration in Self.configurations {
      let blueprint = try TestNetworks.blueprint(configuration)
      let network = try TorchNetwork(
        blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
      let numbers = TestNetworks.numbers(2 * blueprint.observation.count, seed: 2)
      let first = network.initialInference(network.observationTensor(numbers.span, count: 2))
      let next = network.recurrentInference(first.hidden, actions: [1, 3])
      for output in [first, next] {
        #expect(output.policy.floats().allSatisfy { $0 == 0 })
        let values = output.value.floats()
        #expect(blueprint.valueOutput.decode(values.span) == 0)
        if let reward = output.reward?.floats() {
          #expect(blueprint.rewardOutput?.decode(reward.span) == 0)
        }
      }
    }
  }

  @Test func `without normalisation every block starts as the identity`() throws {
    var deep = TestNetworks.configuration()
    deep.blocks = 5
    var flat = deep
    flat.blocks = 0
    let numbers = TestNetworks.numbers(2 * 3 * 4, seed: 8)
    let hidden = try [deep, flat].map { configuration in
      let blueprint = try TestNetworks.blueprint(configuration)
      let network = try TorchNetwork(
        blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
      return network.initialInference(network.observationTensor(numbers.span, count: 1))
        .hidden.floats()
    }
    #expect(hidden[0] == hidden[1])
  }

  @Test func `one batch is learned by heart`() throws {
    for configuration in Self.configurations.dropFirst(2) {
      let unroll = try Unroll(configuration, seed: 12)
      var rule = OptimizerConfiguration()
      rule.algorithm = .adam
      rule.learningRate.initial = 0.02
      rule.weightDecay = 0
      let optimizer = Optimizer(configuration: rule, network: unroll.network)
      let first = unroll.loss().item()
      for _ in 0..<40 {
        unroll.loss(scale: 0.5).backward()
        optimizer.step()
      }
      let last = unroll.loss().item()
      // The targets are distributions, whose own entropy no network can undercut.
      #expect(last < first - 0.3, "loss \(first) to \(last)")
      #expect(optimizer.stepCount == 40)
    }
  }

  @Test func `batch normalisation at play equals the same layers folded`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(.residual, .batch))
    let weights = TestNetworks.scattered(blueprint, seed: 21)
    var plain = TestNetworks.configuration(.residual, .none)
    plain.body = .residual
    let folded = try TestNetworks.blueprint(plain)
    let entries = try folded.parameters.map { parameter -> NetworkWeights.Entry in
      let stem = parameter.name.split(separator: ".").dropLast(2).joined(separator: ".")
      guard let scale = weights["\(stem).normalization.scale"]?.values,
        let shift = weights["\(stem).normalization.shift"]?.values,
        let mean = weights["\(stem).normalization.mean"]?.values,
        let variance = weights["\(stem).normalization.variance"]?.values
      else { return try #require(weights[parameter.name]) }
      let factor = zip(scale, variance).map { $0 / ($1 + Layer.BatchNorm.epsilon).squareRoot() }
      var entry = NetworkWeights.Entry(
        name: parameter.name, shape: parameter.shape,
        values: weights[parameter.name]?.values ?? shift)
      let rows = entry.values.count / factor.count
      for place in entry.values.indices {
        let channel = place / rows
        entry.values[place] =
          parameter.name.hasSuffix("bias")
          ? shift[channel] - mean[channel] * factor[channel]
          : entry.values[place] * factor[channel]
      }
      return entry
    }
    let numbers = TestNetworks.numbers(3 * blueprint.observation.count, seed: 22)
    let outputs = try [(blueprint, weights), (folded, NetworkWeights(entries))].map {
      let network = try TorchNetwork(blueprint: $0, weights: $1)
      let first = network.initialInference(network.observationTensor(numbers.span, count: 3))
      let next = network.recurrentInference(first.hidden, actions: [0, 1, 2])
      return next.policy.floats() + next.value.floats() + next.hidden.floats()
    }
    for (normalized, plain) in zip(outputs[0], outputs[1]) {
      #expect(abs(normalized - plain) < 1e-4 * max(1, abs(plain)))
    }
  }

  @Test func `training updates running statistics and playing does not`() throws {
    let unroll = try Unroll(TestNetworks.configuration(.residual, .batch), seed: 2)
    let before = unroll.network.exportWeights()
    unroll.network.isTraining = false
    _ = unroll.network.initialInference(unroll.observations)
    #expect(unroll.network.exportWeights() == before)
    unroll.network.isTraining = true
    _ = unroll.network.initialInference(unroll.observations)
    let name = "representation.stem.normalization.mean"
    #expect(unroll.network.exportWeights()[name] != before[name])
  }

  @Test func `exported weights give the same outputs bit for bit in another network`() throws {
    for configuration in Self.configurations {
      let unroll = try Unroll(configuration, seed: 31)
      unroll.network.isTraining = false
      let copy = try TorchNetwork(
        blueprint: unroll.network.blueprint, weights: unroll.network.exportWeights())
      let outputs = [unroll.network, copy].map { network in
        let first = network.initialInference(unroll.observations)
        let next = network.recurrentInference(first.hidden, actions: [0, 1, 2, 3])
        return first.policy.floats() + next.value.floats() + next.hidden.floats()
      }
      #expect(outputs[0] == outputs[1])
    }
  }

  @Test func `equal training gives equal bits`() throws {
    let weights = try (0..<2).map { _ in
      let unroll = try Unroll(Self.configurations[2], seed: 40)
      let optimizer = Optimizer(configuration: OptimizerConfiguration(), network: unroll.network)
      for _ in 0..<3 {
        unroll.loss(scale: 0.5).backward()
        optimizer.step()
      }
      return unroll.network.exportWeights()
    }
    #expect(weights[0] == weights[1])
    #expect(
      weights[0]
        != TestNetworks.scattered(
          try TestNetworks.blueprint(Self.configurations[2]), seed: 40))
  }

  @Test func `the screen front and the planes head run`() throws {
    var specification = TestNetworks.specification
    specification.observationShape = GameSpecification.Shape(channels: 2, height: 32, width: 32)
    specification.actionCount = 12
    var configuration = TestNetworks.configuration(.residual, .batch)
    configuration.front = .screen
    configuration.policyHead = .planes
    let blueprint = try TestNetworks.blueprint(configuration, specification: specification)
    #expect(blueprint.hiddenState == Blueprint.Shape(channels: 6, height: 2, width: 2))
    let network = try TorchNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
    let numbers = TestNetworks.numbers(2 * blueprint.observation.count, seed: 2)
    let first = network.initialInference(network.observationTensor(numbers.span, count: 2))
    #expect(first.hidden.shape == [2, 6, 2, 2])
    #expect(first.policy.shape == [2, 12])
    #expect(
      network.recurrentInference(first.hidden, actions: [0, 11]).hidden.shape == [2, 6, 2, 2])
  }

  @Test func `logits of the planes head are ordered cell by cell`() throws {
    var specification = TestNetworks.specification
    specification.actionCount = 24
    var configuration = TestNetworks.configuration()
    configuration.policyHead = .planes
    let blueprint = try TestNetworks.blueprint(
      configuration, .alphazero, specification: specification)
    var entries = NetworkWeights(initializing: blueprint, seed: 1).entries
    for index in entries.indices where entries[index].name == "prediction.policy.output.bias" {
      entries[index].values = [1, 2]
    }
    let network = try TorchNetwork(blueprint: blueprint, weights: NetworkWeights(entries))
    let zeros = [Float](repeating: 0, count: blueprint.observation.count)
    let policy = network.initialInference(network.observationTensor(zeros.span, count: 1)).policy
    #expect(policy.floats() == (0..<12).flatMap { _ in [1, 2] as [Float] })
  }
}
