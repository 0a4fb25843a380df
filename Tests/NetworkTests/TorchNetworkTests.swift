import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TorchNetworkTests {
  /// One unroll as MuZero trains it, in miniature: policy, value and reward at every step.
  struct Unroll {
    static let positions = 3
    static let actions = [[0, 4, 2], [3, 1, 1]]

    var network: TorchNetwork
    var observations: Tensor
    var scale = 1.0

    init(_ configuration: NetworkConfiguration, seed: UInt64 = 3) throws {
      let blueprint = try TestNetworks.blueprint(configuration)
      network = try TorchNetwork(
        blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: seed))
      network.isTraining = true
      let count = Self.positions
      observations = network.observationTensor(
        TestNetworks.numbers(count * blueprint.observation.count, seed: seed).span, count: count)
    }

    func loss(stepsOnly: Bool = false) -> Tensor {
      let state = network.initialInference(observations)
      var total = Tensor(shape: [], repeating: 0)
      if !stepsOnly { total = total + part(state, 0) }
      var hidden = state.hidden
      for (step, actions) in Self.actions.enumerated() {
        let next = network.recurrentInference(hidden.scaledGradient(by: scale), actions: actions)
        total = total + part(next, step + 1).scaledGradient(by: 0.5) * 2.0 / 2.0
        hidden = next.hidden
        if stepsOnly { break }
      }
      return total
    }

    private func part(_ output: TorchNetwork.Output, _ step: Int) -> Tensor {
      let count = Self.positions
      let policy = Tensor(
        shape: [count, 5], floats: TestNetworks.numbers(count * 5, seed: 9, stream: step)
      ).softmax()
      var loss = output.policy.crossEntropy(policy, reduction: .mean)
      loss = loss + distance(output.value, step)
      if let reward = output.reward { loss = loss + distance(reward, step + 10) }
      return loss
    }

    private func distance(_ output: Tensor, _ stream: Int) -> Tensor {
      let targets = TestNetworks.numbers(output.count, seed: 11, stream: stream)
      let tensor = Tensor(shape: output.shape, floats: targets)
      return output.shape[1] == 1
        ? output.squaredError(tensor, reduction: .mean)
        : output.crossEntropy((tensor * 3.0).softmax(), reduction: .mean)
    }
  }
}
