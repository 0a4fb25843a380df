import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TorchDynamicsTests {
  /// What one call of the adapter gives.
  struct Answer {
    var logits: [Float]
    var values: [Float]
    var rewards: [Float] = []
  }

  static func initial(
    _ dynamics: TorchDynamics, _ observations: [Float], _ slots: [Int32]
  ) -> Answer {
    var logits = [Float](repeating: 9, count: slots.count * 5)
    var values = [Float](repeating: 9, count: slots.count)
    var logitSpan = logits.mutableSpan
    var valueSpan = values.mutableSpan
    dynamics.initialInference(
      observations: observations.span, slots: slots.span, logits: &logitSpan, values: &valueSpan)
    return Answer(logits: logits, values: values)
  }

  static func step(
    _ dynamics: TorchDynamics, _ from: [Int32], _ actions: [Int32], _ to: [Int32]
  ) -> Answer {
    var logits = [Float](repeating: 9, count: from.count * 5)
    var values = [Float](repeating: 9, count: from.count)
    var rewards = values
    var logitSpan = logits.mutableSpan
    var valueSpan = values.mutableSpan
    var rewardSpan = rewards.mutableSpan
    dynamics.recurrentInference(
      from: from.span, actions: actions.span, to: to.span, logits: &logitSpan,
      values: &valueSpan, rewards: &rewardSpan)
    return Answer(logits: logits, values: values, rewards: rewards)
  }

  @Test(arguments: [NetworkConfiguration.Body.mlp, .residual])
  func `hidden states are kept in their slots`(_ body: NetworkConfiguration.Body) throws {
    var configuration = TestNetworks.configuration(body, .layer)
    configuration.rewardHead = .categorical
    let blueprint = try TestNetworks.blueprint(configuration)
    let network = try TorchNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 4))
    let dynamics = TorchDynamics(network: network, batchSize: 2)
    let observations = TestNetworks.numbers(3 * dynamics.observationSize, seed: 1)
    dynamics.reserveSlots(4)
    let roots = Self.initial(dynamics, observations, [3, 0, 1])
    dynamics.reserveSlots(20)
    let next = Self.step(dynamics, [1, 3, 3], [0, 1, 4], [10, 11, 19])
    let again = Self.step(dynamics, [19, 10], [2, 2], [12, 13])

    let input = network.observationTensor(observations.span, count: 3)
    let first = network.initialInference(input)
    let hidden = first.hidden.rows(at: Tensor(indices: [2, 0, 0]))
    let second = network.recurrentInference(hidden, actions: [0, 1, 4])
    let third = network.recurrentInference(
      second.hidden.rows(at: Tensor(indices: [2, 0])), actions: [2, 2])
    for (answer, output) in [(roots, first), (next, second), (again, third)] {
      for (number, expected) in zip(answer.logits, output.policy.floats()) {
        #expect(abs(number - expected) < 1e-4)
      }
      for (number, expected) in zip(answer.values, output.value.floats()) {
        #expect(abs(number - expected) < 1e-4)
      }
      guard let reward = output.reward?.floats() else { continue }
      for row in answer.rewards.indices {
        let expected = try #require(blueprint.rewardOutput).decode(reward.span, at: row * 7)
        #expect(abs(answer.rewards[row] - expected) < 1e-3)
      }
    }
    #expect(Self.step(dynamics, [3], [4], [5]).logits == Array(next.logits.suffix(5)))
  }

  @Test func `without a reward head every reward is zero`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration())
    let network = try TorchNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 4))
    let dynamics = TorchDynamics(network: network)
    dynamics.reserveSlots(3)
    _ = Self.initial(dynamics, TestNetworks.numbers(dynamics.observationSize, seed: 1), [0])
    #expect(Self.step(dynamics, [0, 0], [1, 2], [1, 2]).rewards == [0, 0])
  }
}
