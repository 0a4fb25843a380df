import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TorchEvaluatorTests {
  @Test(arguments: [NetworkConfiguration.Body.mlp, .residual])
  func `a position is judged alike alone and among others`(
    _ body: NetworkConfiguration.Body
  ) throws {
    var configuration = TestNetworks.configuration(body, .batch)
    configuration.valueHead = .categorical
    let blueprint = try TestNetworks.blueprint(configuration, .alphazero)
    let network = try TorchNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 4))
    let evaluator = TorchEvaluator(network: network, batchSize: 4)
    let size = evaluator.observationSize
    let observations = TestNetworks.numbers(11 * size, seed: 1)
    var logits = [Float](repeating: 0, count: 11 * 5)
    var values = [Float](repeating: 0, count: 11)
    var logitSpan = logits.mutableSpan
    var valueSpan = values.mutableSpan
    evaluator.evaluate(
      observations: observations.span, count: 11, logits: &logitSpan, values: &valueSpan)
    for row in 0..<11 {
      var oneLogits = [Float](repeating: 0, count: 5)
      var oneValue = [Float](repeating: 0, count: 1)
      var oneLogitSpan = oneLogits.mutableSpan
      var oneValueSpan = oneValue.mutableSpan
      evaluator.evaluate(
        observations: Array(observations[row * size..<(row + 1) * size]).span, count: 1,
        logits: &oneLogitSpan, values: &oneValueSpan)
      #expect(oneLogits == Array(logits[row * 5..<row * 5 + 5]))
      #expect(oneValue[0] == values[row])
    }
    let direct = network.initialInference(network.observationTensor(observations.span, count: 11))
    for (number, expected) in zip(logits, direct.policy.floats()) {
      #expect(abs(number - expected) < 1e-4)
    }
    let atoms = direct.value.floats()
    for row in 0..<11 {
      let value = blueprint.valueOutput.decode(atoms.span, at: row * 9)
      #expect(abs(values[row] - value) < 1e-4)
    }
  }
}
