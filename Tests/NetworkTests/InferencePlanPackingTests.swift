import Network
import Testing

@Suite(.enabled(if: InferencePlanLibrary.isAvailable, "needs libonednn_plan.so"))
struct InferencePlanPackingTests {
  @Test func `a packed network says what it is of`() throws {
    var configuration = TestNetworks.configuration(.mlp, .batch)
    configuration.rewardHead = .scalar
    let blueprint = try TestNetworks.blueprint(configuration, .muzero)
    let network = try PackedNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
    #expect(network.mode == .muzero)
    #expect(network.actionCount == 5)
    #expect(network.observationSize == 24)
    #expect(network.hasRewards)
  }

  @Test func `bf16 is chosen only where the processor multiplies it`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(), .alphazero)
    let network = try PackedNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
    #expect(network.precision == (InferencePlanLibrary.hasNativeBFloat16 ? .bf16 : .fp32))
  }

  @Test func `plans outlive the packed network they were made of`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(), .alphazero)
    var network: PackedNetwork? = try PackedNetwork(
      blueprint: blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
    let plan = try InferencePlan(try #require(network))
    network = nil
    let observations = TestNetworks.numbers(plan.observationSize, seed: 2)
    #expect(InferencePlanTests.evaluate(plan, observations[...]).values[0].isFinite)
  }
}
