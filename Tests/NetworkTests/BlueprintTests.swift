import GameProtocol
import Network
import Testing

@Suite struct BlueprintTests {
  static let go = GameSpecification(
    name: "go", version: 1, actionCount: 362,
    observationShape: GameSpecification.Shape(channels: 17, height: 19, width: 19),
    lengthLimit: 722)

  static func paper(_ mode: Blueprint.Mode) throws -> Blueprint {
    try TestNetworks.blueprint(NetworkConfiguration(), mode, specification: go)
  }

  @Test func `the defaults are the paper's network for Go`() throws {
    let blueprint = try Self.paper(.alphazero)
    #expect(blueprint.mode == .alphazero)
    #expect(blueprint.hiddenState == nil)
    let convolutions = blueprint.parameters.filter { $0.shape.count == 4 }
    // The stem, two for each of 19 blocks, and one for each head.
    #expect(convolutions.count == 1 + 2 * 19 + 2)
    #expect(convolutions.map { $0.shape[0] }.suffix(2) == [2, 1])
    #expect(blueprint.prediction.head(.policy)?.output == .logits(362))
    #expect(blueprint.prediction.head(.value)?.output == .bounded(-1...1))
    #expect(blueprint.prediction.head(.value)?.layers.last == .tanh)
    // 2 planes of 361 points to 362 actions.
    #expect(blueprint.parameters.contains { $0.shape == [362, 722] })
  }

  @Test func `MuZero has three programs and its dynamics take the action's planes`() throws {
    var configuration = NetworkConfiguration()
    configuration.blocks = 16
    configuration.rewardHead = .categorical
    let blueprint = try TestNetworks.blueprint(configuration, specification: Self.go)
    #expect(blueprint.mode == .muzero)
    #expect(blueprint.programs.map(\.name) == ["representation", "dynamics", "prediction"])
    let model = try #require(blueprint.model)
    #expect(model.dynamics.input == Blueprint.Shape(channels: 257, height: 19, width: 19))
    #expect(model.representation.body.last == .minMaxScale)
    #expect(model.dynamics.body.last == .minMaxScale)
    #expect(blueprint.prediction.body.isEmpty)
    #expect(blueprint.rewardOutput == .categorical(ValueSupport(-300...300)))
    #expect(model.actions.actionCount == 362)
  }

  @Test func `hidden states of dense networks are vectors and actions one-hot`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(.mlp, .layer))
    #expect(blueprint.hiddenState == Blueprint.Shape(features: 16))
    #expect(blueprint.model?.dynamics.input == Blueprint.Shape(features: 16 + 5))
    #expect(blueprint.model?.dynamics.isSpatial == false)
    #expect(blueprint.model?.representation.body.first == .flatten)
  }

  @Test func `parameters have names of their own and match what a layer says of itself`() throws {
    for configuration in TorchNetworkTests.configurations {
      let parameters = try TestNetworks.blueprint(configuration).parameters
      #expect(Set(parameters.map(\.name)).count == parameters.count)
      #expect(parameters.allSatisfy { $0.count > 0 })
    }
  }

  static let refusals: [(String, @Sendable (inout NetworkConfiguration) -> Void)] = [
    ("channels", { $0.channels = 0 }), ("blocks", { $0.blocks = -1 }),
    ("valueSupport", { $0.valueSupport = 0 }),
    (
      "depth",
      {
        $0.body = .mlp
        $0.depth = 2
      }
    ),
    (
      "predictionDepth",
      {
        $0.body = .mlp
        $0.predictionDepth = 1
      }
    ),
    ("front", { $0.front = .screen }), ("policyHead", { $0.policyHead = .planes }),
  ]

  @Test(arguments: refusals)
  func `a configuration that fits no network is refused by key`(
    _ key: String, _ change: @Sendable (inout NetworkConfiguration) -> Void
  ) throws {
    var configuration = TestNetworks.configuration()
    change(&configuration)
    let error = #expect(throws: NetworkError.self) {
      try TestNetworks.blueprint(configuration)
    }
    #expect(error?.description.contains("network.\(key)") == true)
  }

  @Test func `a scalar value needs a known range`() throws {
    var specification = TestNetworks.specification
    specification.valueRange = nil
    #expect(throws: NetworkError.self) {
      try TestNetworks.blueprint(TestNetworks.configuration(), specification: specification)
    }
    specification.valueRange = 0...500
    let output = try TestNetworks.blueprint(
      TestNetworks.configuration(), specification: specification
    ).valueOutput
    let row = [Float](arrayLiteral: 0.5)
    #expect(output.decode(row.span) == 375)
    var target: [Float] = [0]
    var span = target.mutableSpan
    output.encode(375, into: &span)
    #expect(target == [0.5])
  }
}
