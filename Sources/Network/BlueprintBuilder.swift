import GameProtocol

/// Writes the layers of the programs that a configuration describes.
struct BlueprintBuilder {
  let configuration: NetworkConfiguration
  let specification: GameSpecification

  /// The size of an observation.
  var observation: Blueprint.Shape {
    let shape = specification.observationShape
    return Blueprint.Shape(channels: shape.channels, height: shape.height, width: shape.width)
  }

  private var isSpatial: Bool { configuration.body == .residual }

  // MARK: Programs

  /// Refuses numbers that no network can have.
  func validate() throws(NetworkError) {
    let c = configuration
    let positive = [
      ("channels", c.channels), ("width", c.width), ("depth", c.depth),
      ("dynamicsDepth", c.dynamicsDepth), ("policyChannels", c.policyChannels),
      ("valueChannels", c.valueChannels), ("rewardChannels", c.rewardChannels),
      ("valueSupport", c.valueSupport), ("rewardSupport", c.rewardSupport),
    ]
    for (key, value) in positive where value < 1 {
      throw NetworkError("network.\(key) is \(value), expected at least 1")
    }
    let notNegative = [
      ("blocks", c.blocks), ("dynamicsBlocks", c.dynamicsBlocks),
      ("predictionBlocks", c.predictionBlocks), ("predictionDepth", c.predictionDepth),
      ("policyWidth", c.policyWidth), ("valueWidth", c.valueWidth), ("rewardWidth", c.rewardWidth),
    ]
    for (key, value) in notNegative where value < 0 {
      throw NetworkError("network.\(key) is \(value), expected at least 0")
    }
    switch c.body {
    case .mlp:
      guard c.skipConnections else { break }
      for (key, depth) in [("depth", c.depth), ("dynamicsDepth", c.dynamicsDepth)]
      where depth % 2 == 0 {
        throw NetworkError(
          "network.\(key) is \(depth), expected an odd number with skipConnections")
      }
      guard c.predictionDepth % 2 == 0 else {
        throw NetworkError(
          "network.predictionDepth is \(c.predictionDepth), expected an even number with "
            + "skipConnections")
      }
    case .residual:
      guard c.front == .screen else { break }
      guard observation.height % 16 == 0, observation.width % 16 == 0, c.channels % 2 == 0 else {
        throw NetworkError(
          "network.front is screen, which needs sides that are multiples of 16 and an even number "
            + "of channels; \(specification.name) is \(observation.height)×\(observation.width) "
            + "with \(c.channels) channels")
      }
    }
  }

  /// h.
  func representation() -> Blueprint.Program {
    let name = "representation"
    let (body, output) = trunk(name)
    return Blueprint.Program(
      name: name, input: observation, isSpatial: isSpatial, body: body + scaling, output: output,
      heads: [])
  }

  /// g.
  func dynamics(
    hidden: Blueprint.Shape, actions: ActionEncoding
  ) throws(NetworkError) -> Blueprint.Program {
    let name = "dynamics"
    let input: Blueprint.Shape
    var body: [Layer]
    if isSpatial {
      guard actions.height == hidden.height, actions.width == hidden.width else {
        throw NetworkError(
          "actions are drawn on \(actions.height)×\(actions.width) cells, but hidden states have "
            + "\(hidden.height)×\(hidden.width)")
      }
      input = Blueprint.Shape(
        channels: hidden.channels + actions.channels, height: hidden.height, width: hidden.width)
      body = convolution("\(name).stem", from: input.channels, to: hidden.channels) + [.relu]
      body += tower(name, blocks: configuration.dynamicsBlocks, channels: hidden.channels)
    } else {
      input = Blueprint.Shape(features: hidden.count + actions.size)
      body = denseBody(name, from: input.count, depth: configuration.dynamicsDepth)
    }
    var heads: [Head] = []
    switch configuration.rewardHead {
    case .none: break
    case .scalar: heads = [rewardHead(.scalar, name: name, from: hidden)]
    case .categorical:
      let support = ValueSupport(-configuration.rewardSupport...configuration.rewardSupport)
      heads = [rewardHead(.categorical(support), name: name, from: hidden)]
    }
    return Blueprint.Program(
      name: name, input: input, isSpatial: isSpatial, body: body + scaling, output: hidden,
      heads: heads)
  }

  /// f, or the one network of AlphaZero where `hidden` is nil.
  func prediction(from hidden: Blueprint.Shape?) throws(NetworkError) -> Blueprint.Program {
    let name = "prediction"
    let body: [Layer]
    let output: Blueprint.Shape
    if let hidden {
      output = hidden
      body =
        isSpatial
        ? tower(name, blocks: configuration.predictionBlocks, channels: hidden.channels)
        : denseLayers(name, depth: configuration.predictionDepth, first: 0)
    } else {
      (body, output) = trunk(name)
    }
    return Blueprint.Program(
      name: name, input: hidden ?? observation, isSpatial: isSpatial, body: body, output: output,
      heads: [try policyHead(name, from: output), try valueHead(name, from: output)])
  }

  // MARK: Bodies

  private var scaling: [Layer] {
    configuration.hiddenScaling == .minMax ? [.minMaxScale] : []
  }

  /// The layers from an observation to the heads or the hidden state.
  private func trunk(_ name: String) -> ([Layer], Blueprint.Shape) {
    guard isSpatial else {
      let layers = denseBody(name, from: observation.count, depth: configuration.depth)
      let output = Blueprint.Shape(features: configuration.width)
      return ([.flatten] + layers, output)
    }
    let channels = configuration.channels
    var output = observation
    output.channels = channels
    var layers: [Layer]
    switch configuration.front {
    case .board:
      layers = convolution("\(name).stem", from: observation.channels, to: channels) + [.relu]
    case .screen:
      // Source: MuZero, appendix F, "Network architecture" for Atari.
      let pool = Layer.averagePool(Layer.AveragePool(kernel: 3, stride: 2, padding: 1))
      layers = convolution(
        "\(name).half", from: observation.channels, to: channels / 2, stride: 2)
      layers += [.relu] + tower("\(name).half", blocks: 2, channels: channels / 2)
      layers += convolution("\(name).quarter", from: channels / 2, to: channels, stride: 2)
      layers += [.relu] + tower("\(name).quarter", blocks: 3, channels: channels) + [pool]
      layers += tower("\(name).eighth", blocks: 3, channels: channels) + [pool]
      output.height /= 16
      output.width /= 16
    }
    return (layers + tower(name, blocks: configuration.blocks, channels: channels), output)
  }

  /// Residual blocks: two 3×3 convolutions around a ReLU, the sum, a ReLU.
  private func tower(_ name: String, blocks: Int, channels: Int) -> [Layer] {
    (0..<blocks).flatMap { block -> [Layer] in
      let prefix = "\(name).block\(block)"
      let branch =
        convolution(
          "\(prefix).first", from: channels, to: channels, gain: firstGain(blocks: blocks))
        + [.relu] + convolution("\(prefix).second", from: channels, to: channels, gain: lastGain)
      return [.residual(branch), .relu]
    }
  }

  private func denseBody(_ name: String, from inputs: Int, depth: Int) -> [Layer] {
    dense("\(name).stem", from: inputs, to: configuration.width) + [.relu]
      + denseLayers(name, depth: depth - 1, first: 1)
  }

  /// Dense layers of equal width, in residual pairs where the configuration says so.
  private func denseLayers(_ name: String, depth: Int, first: Int) -> [Layer] {
    let width = configuration.width
    guard configuration.skipConnections else {
      return (0..<depth).flatMap { layer in
        dense("\(name).layer\(first + layer)", from: width, to: width) + [.relu]
      }
    }
    let blocks = depth / 2
    return (0..<blocks).flatMap { block -> [Layer] in
      let prefix = "\(name).block\(block)"
      let branch =
        dense("\(prefix).first", from: width, to: width, gain: firstGain(blocks: blocks))
        + [.relu] + dense("\(prefix).second", from: width, to: width, gain: lastGain)
      return [.residual(branch), .relu]
    }
  }

  /// Without normalisation the branches of a deep tower are scaled down, so that an update changes
  /// what the tower computes by the same amount at any depth.
  ///
  /// Source: Zhang, Dauphin and Ma, "Fixup initialization", 2019, section 3.2, rules 1 and 2 with
  /// two layers in a branch.
  private func firstGain(blocks: Int) -> Float {
    configuration.normalization == .none ? 1 / Float(blocks).squareRoot() : 1
  }

  private var lastGain: Float { configuration.normalization == .none ? 0 : 1 }

  // MARK: Heads

  private func policyHead(
    _ program: String, from input: Blueprint.Shape
  ) throws(NetworkError) -> Head {
    let name = "\(program).policy"
    let actions = specification.actionCount
    guard isSpatial, configuration.policyHead == .planes else {
      return Head(
        kind: .policy,
        layers: headLayers(
          name, from: input, channels: configuration.policyChannels,
          width: configuration.policyWidth, outputs: actions),
        output: .logits(actions))
    }
    let cells = input.height * input.width
    guard actions % cells == 0 else {
      throw NetworkError(
        "network.policyHead is planes, but the \(actions) actions of \(specification.name) are no "
          + "multiple of \(cells) cells; use dense")
    }
    let channels = configuration.channels
    return Head(
      kind: .policy,
      layers: convolution("\(name).stem", from: channels, to: channels) + [.relu]
        + [
          .convolution(
            bareConvolution(
              "\(name).output", from: channels, to: actions / cells, kernel: 1, gain: 0)),
          .flattenByCell,
        ],
      output: .logits(actions))
  }

  private func valueHead(
    _ program: String, from input: Blueprint.Shape
  ) throws(NetworkError) -> Head {
    let output: Head.Output
    switch configuration.valueHead {
    case .categorical:
      output = .categorical(ValueSupport(-configuration.valueSupport...configuration.valueSupport))
    case .scalar:
      guard let range = specification.valueRange else {
        throw NetworkError(
          "network.valueHead is scalar, which needs a known range of values; "
            + "\(specification.name) has none; use categorical")
      }
      output = .bounded(range)
    }
    var layers = headLayers(
      "\(program).value", from: input, channels: configuration.valueChannels,
      width: configuration.valueWidth, outputs: output.count)
    if case .bounded = output { layers.append(.tanh) }
    return Head(kind: .value, layers: layers, output: output)
  }

  private func rewardHead(
    _ output: Head.Output, name: String, from input: Blueprint.Shape
  ) -> Head {
    Head(
      kind: .reward,
      layers: headLayers(
        "\(name).reward", from: input, channels: configuration.rewardChannels,
        width: configuration.rewardWidth, outputs: output.count),
      output: output)
  }

  /// A 1×1 convolution on planes, a dense layer where `width` is not 0, and the output layer, which
  /// starts at zero: uniform policy, value and reward 0.
  private func headLayers(
    _ name: String, from input: Blueprint.Shape, channels: Int, width: Int, outputs: Int
  ) -> [Layer] {
    var layers: [Layer] = []
    var features = input.count
    if isSpatial {
      layers = convolution("\(name).stem", from: input.channels, to: channels, kernel: 1)
      layers += [.relu, .flatten]
      features = channels * input.height * input.width
    }
    if width > 0 {
      layers.append(.dense(bareDense("\(name).hidden", from: features, to: width)))
      layers.append(.relu)
      features = width
    }
    layers.append(.dense(bareDense("\(name).output", from: features, to: outputs, gain: 0)))
    return layers
  }

  // MARK: Layers

  private func convolution(
    _ name: String, from inputs: Int, to outputs: Int, kernel: Int = 3, stride: Int = 1,
    gain: Float = 1
  ) -> [Layer] {
    var layer = bareConvolution(
      "\(name).convolution", from: inputs, to: outputs, kernel: kernel, stride: stride, gain: gain)
    let normalization = normalization(name, features: outputs)
    if !normalization.isEmpty { layer.bias = nil }
    return [.convolution(layer)] + normalization
  }

  private func dense(
    _ name: String, from inputs: Int, to outputs: Int, gain: Float = 1
  ) -> [Layer] {
    var layer = bareDense("\(name).dense", from: inputs, to: outputs, gain: gain)
    let normalization = normalization(name, features: outputs)
    if !normalization.isEmpty { layer.bias = nil }
    return [.dense(layer)] + normalization
  }

  private func normalization(_ name: String, features: Int) -> [Layer] {
    func parameter(_ part: String, _ value: Float, isTrained: Bool = true) -> Parameter {
      Parameter(
        name: "\(name).normalization.\(part)", shape: [features],
        initialization: .constant(value), isTrained: isTrained)
    }
    switch configuration.normalization {
    case .none: return []
    case .batch:
      return [
        .batchNorm(
          Layer.BatchNorm(
            scale: parameter("scale", 1), shift: parameter("shift", 0),
            mean: parameter("mean", 0, isTrained: false),
            variance: parameter("variance", 1, isTrained: false)))
      ]
    case .layer:
      return [
        .layerNorm(Layer.LayerNorm(scale: parameter("scale", 1), shift: parameter("shift", 0)))
      ]
    }
  }

  private func bareConvolution(
    _ name: String, from inputs: Int, to outputs: Int, kernel: Int, stride: Int = 1,
    gain: Float = 1
  ) -> Layer.Convolution {
    Layer.Convolution(
      weight: weight(name, [outputs, inputs, kernel, kernel], gain: gain),
      bias: bias(name, outputs), stride: stride, padding: kernel / 2)
  }

  private func bareDense(
    _ name: String, from inputs: Int, to outputs: Int, gain: Float = 1
  ) -> Layer.Dense {
    Layer.Dense(weight: weight(name, [outputs, inputs], gain: gain), bias: bias(name, outputs))
  }

  /// A weight whose variance is `2 gain² / inputs`, so that a ReLU keeps the size of activations.
  ///
  /// Uniform, not normal: a square root is rounded alike on every machine, a logarithm is not.
  /// Source: He et al., "Delving deep into rectifiers", 2015, equation 10.
  private func weight(_ name: String, _ shape: [Int], gain: Float) -> Parameter {
    let inputs = shape.dropFirst().reduce(1, *)
    return Parameter(
      name: "\(name).weight", shape: shape,
      initialization: gain == 0
        ? .constant(0) : .uniform(bound: gain * (6 / Float(inputs)).squareRoot()))
  }

  private func bias(_ name: String, _ outputs: Int) -> Parameter {
    Parameter(name: "\(name).bias", shape: [outputs], initialization: .constant(0))
  }
}
