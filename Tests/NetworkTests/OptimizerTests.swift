import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct OptimizerTests {
  /// A network, an optimizer, and the one number that is watched.
  struct Bench {
    let network: TorchNetwork
    let optimizer: Optimizer
    let bias: Tensor

    init(_ algorithm: OptimizerConfiguration.Algorithm, clip: Double = 0) throws {
      let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(.mlp), .alphazero)
      network = try TorchNetwork(
        blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
      var configuration = OptimizerConfiguration()
      configuration.algorithm = algorithm
      configuration.learningRate.initial = 0.1
      configuration.weightDecay = 0.01
      configuration.gradientClip = clip
      optimizer = Optimizer(configuration: configuration, network: network)
      bias = try #require(network.parameters.last).tensor
      bias.copy(from: Tensor(shape: [1], floats: [2]))
    }

    /// One update with the given gradient of the watched number and none of the others.
    func step(_ gradient: Double) -> Float {
      (bias * gradient).sum().backward()
      optimizer.step()
      return bias.item()
    }
  }

  @Test func `gradient descent follows its formula`() throws {
    let bench = try Bench(.sgd)
    // g' = g + c w; b = 0.9 b + g'; w -= 0.1 b.
    #expect(abs(bench.step(3) - (2 - 0.1 * 3.02)) < 1e-6)
    let second = 0.9 * 3.02 + 1 + 0.01 * 1.698
    #expect(abs(bench.step(1) - Float(1.698 - 0.1 * second)) < 1e-6)
    #expect(bench.optimizer.stepCount == 2)
  }

  @Test func `Adam follows its formula`() throws {
    let bench = try Bench(.adam)
    // The first update of Adam is the rate, whatever the gradient; the second by hand.
    #expect(abs(bench.step(3) - 1.9) < 1e-5)
    let g1 = 3.02
    let g2 = 1 + 0.01 * 1.9
    let mean = (0.9 * 0.1 * g1 + 0.1 * g2) / (1 - 0.81)
    let square = (0.999 * 0.001 * g1 * g1 + 0.001 * g2 * g2) / (1 - 0.999 * 0.999)
    #expect(abs(Double(bench.step(1)) - (1.9 - 0.1 * mean / (square.squareRoot() + 1e-8))) < 1e-5)
  }

  @Test func `AdamW decays weights beside the gradient`() throws {
    let bench = try Bench(.adamw)
    #expect(abs(bench.step(3) - (2 * (1 - 0.1 * 0.01) - 0.1)) < 1e-5)
  }

  @Test func `gradients are limited by their norm`() throws {
    let bench = try Bench(.sgd, clip: 0.5)
    (bench.bias * 4).sum().backward()
    let report = bench.optimizer.step()
    #expect(report.gradientNorm == 4)
    #expect(report.learningRate == 0.1)
    #expect(abs(bench.bias.item() - (2 - 0.1 * (0.5 + 0.02))) < 1e-5)
    #expect(bench.bias.gradient == nil)
  }

  @Test func `parameters without a gradient stay`() throws {
    let bench = try Bench(.sgd)
    let before = bench.network.exportWeights()
    _ = bench.step(1)
    let after = bench.network.exportWeights()
    for (old, new) in zip(before.entries, after.entries).dropLast() { #expect(old == new) }
  }

  @Test(arguments: OptimizerConfiguration.Algorithm.allCases)
  func `a restored optimizer goes on bit for bit`(
    _ algorithm: OptimizerConfiguration.Algorithm
  ) throws {
    let whole = try Bench(algorithm)
    _ = whole.step(3)
    let weights = whole.network.exportWeights()
    let state = whole.optimizer.exportState()
    let resumed = try Bench(algorithm)
    try resumed.network.load(weights)
    try resumed.optimizer.restore(state, stepCount: whole.optimizer.stepCount)
    #expect(resumed.step(0.7) == whole.step(0.7))
    #expect(resumed.optimizer.exportState() == whole.optimizer.exportState())
    #expect(resumed.optimizer.stepCount == 2)
  }

  @Test func `the state of another rule is refused`() throws {
    let adam = try Bench(.adam)
    let plain = try Bench(.sgd)
    #expect(throws: NetworkError.self) {
      try adam.optimizer.restore(plain.optimizer.exportState(), stepCount: 1)
    }
    #expect(adam.optimizer.stepCount == 0)
  }
}
