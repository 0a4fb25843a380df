import Foundation

/// The networks of a blueprint in LibTorch, for training and as the reference of inference plans.
///
/// Shapes: `N` positions, `A` actions, `C`, `H`, `W` planes, rows and columns, `F` features.
/// Observations and hidden states are `[N, C, H, W]`, or `[N, F]` for the hidden states of an `mlp`.
public final class TorchNetwork {
  /// What the networks give for positions.
  public struct Output {
    /// The hidden states after h or g; the observations themselves without a learned model.
    public var hidden: Tensor
    /// Logits over actions, `[N, A]`.
    public var policy: Tensor
    /// What the value head's last layer gives: `[N, 1]` or `[N, atoms]`.
    public var value: Tensor
    /// What the reward head's last layer gives; `nil` without one and in the initial inference.
    public var reward: Tensor?
  }

  /// What is interpreted.
  public let blueprint: Blueprint

  /// Whether batch normalisation uses and updates the statistics of each batch.
  ///
  /// False for play, evaluation and target networks.
  public var isTraining = false

  /// The trained parameters with their names, in the order of the blueprint.
  public let parameters: [(name: String, tensor: Tensor)]

  private var tensors: [String: Tensor] = [:]

  /// Makes the networks of a blueprint with given weights.
  ///
  /// - Parameters:
  ///   - blueprint: The networks.
  ///   - weights: Their numbers.
  /// - Throws: `NetworkError` where LibTorch is missing or the weights are not of this network.
  public init(blueprint: Blueprint, weights: NetworkWeights) throws(NetworkError) {
    _ = try TorchLibrary.loaded.get()
    self.blueprint = blueprint
    let weights = try weights.matching(blueprint)
    var trained: [(name: String, tensor: Tensor)] = []
    for parameter in blueprint.parameters {
      var tensor = Tensor(shape: parameter.shape, floats: weights[parameter])
      if parameter.shape.count == 4 { tensor = tensor.channelsLast() }
      tensor.requiresGradient = parameter.isTrained
      tensors[parameter.name] = tensor
      if parameter.isTrained { trained.append((parameter.name, tensor)) }
    }
    parameters = trained
  }

  // MARK: Weights

  /// The numbers as they are now, running statistics included.
  public func exportWeights() -> NetworkWeights {
    NetworkWeights(
      blueprint.parameters.map {
        NetworkWeights.Entry(name: $0.name, shape: $0.shape, values: self[$0].floats())
      })
  }

  /// Replaces all numbers.
  ///
  /// - Parameter weights: Numbers of the same network.
  /// - Throws: `NetworkError` where they are not.
  public func load(_ weights: NetworkWeights) throws(NetworkError) {
    let weights = try weights.matching(blueprint)
    for parameter in blueprint.parameters {
      self[parameter].copy(
        from: Tensor(shape: parameter.shape, floats: weights[parameter]))
    }
  }

  private subscript(parameter: Parameter) -> Tensor {
    guard let tensor = tensors[parameter.name] else {
      preconditionFailure("the network has no \(parameter.name)")
    }
    return tensor
  }

  // MARK: Inference

  /// Makes the input of the networks of observations in row-major order.
  ///
  /// - Parameters:
  ///   - observations: `[count, C, H, W]`.
  ///   - count: `N`.
  /// - Returns: `[N, C, H, W]`, in the layout that is fastest.
  public func observationTensor(_ observations: Span<Float>, count: Int) -> Tensor {
    let shape = blueprint.observation
    let tensor = Tensor(
      shape: [count, shape.channels, shape.height, shape.width], floats: observations)
    return blueprint.programs[0].isSpatial ? tensor.channelsLast() : tensor
  }

  /// Makes the input of the networks of observations in row-major order.
  ///
  /// - Parameters:
  ///   - observations: `[count, C, H, W]`.
  ///   - count: `N`.
  /// - Returns: `[N, C, H, W]`, in the layout that is fastest.
  public func observationTensor(_ observations: [Float], count: Int) -> Tensor {
    observationTensor(observations.span, count: count)
  }

  /// Judges observations: f, after h where there is a learned model.
  ///
  /// - Parameter observations: `[N, C, H, W]`.
  /// - Returns: Hidden states, policy and value.
  public func initialInference(_ observations: Tensor) -> Output {
    let hidden =
      blueprint.model.map { run($0.representation.body, on: observations) } ?? observations
    return predict(hidden)
  }

  /// Takes one step in the learned model and judges where it leads: g, then f.
  ///
  /// - Parameters:
  ///   - hidden: Hidden states.
  ///   - actions: The index of an action for each, `[N]`.
  /// - Returns: The next hidden states, policy and value there, and the reward of the step.
  /// - Precondition: The blueprint has a learned model.
  public func recurrentInference(_ hidden: Tensor, actions: [Int]) -> Output {
    guard let model = blueprint.model else {
      preconditionFailure("a network of AlphaZero has no dynamics")
    }
    let input = Tensor.concatenating(
      [hidden, actionTensor(actions, model.actions, isSpatial: model.dynamics.isSpatial)],
      dimension: 1)
    let next = run(model.dynamics.body, on: input)
    var output = predict(next)
    output.reward = model.dynamics.head(.reward).map { run($0.layers, on: next) }
    return output
  }

  private func actionTensor(
    _ actions: [Int], _ encoding: ActionEncoding, isSpatial: Bool
  ) -> Tensor {
    var drawn = [Float](repeating: 0, count: actions.count * encoding.size)
    var planes = drawn.mutableSpan
    for (row, action) in actions.enumerated() {
      encoding.draw(action, into: &planes, at: row * encoding.size)
    }
    guard isSpatial else { return Tensor(shape: [actions.count, encoding.size], floats: drawn) }
    return Tensor(
      shape: [actions.count, encoding.channels, encoding.height, encoding.width], floats: drawn
    ).channelsLast()
  }

  private func predict(_ hidden: Tensor) -> Output {
    let program = blueprint.prediction
    let trunk = run(program.body, on: hidden)
    guard let policy = program.head(.policy), let value = program.head(.value) else {
      preconditionFailure("a prediction network has a policy and a value head")
    }
    return Output(
      hidden: hidden, policy: run(policy.layers, on: trunk), value: run(value.layers, on: trunk))
  }

  // MARK: Layers

  private func run(_ layers: [Layer], on input: Tensor) -> Tensor {
    var x = input
    for (index, layer) in layers.enumerated() {
      // What a layer of the list has made is needed by nobody else; the input may be.
      x = layer == .relu && index > 0 ? x.reluInPlace() : apply(layer, to: x)
    }
    return x
  }

  private func apply(_ layer: Layer, to x: Tensor) -> Tensor {
    switch layer {
    case .convolution(let layer):
      return x.convolution(
        self[layer.weight], bias: layer.bias.map { self[$0] }, stride: layer.stride,
        padding: layer.padding)
    case .dense(let layer):
      return x.dense(self[layer.weight], bias: layer.bias.map { self[$0] })
    case .batchNorm(let layer):
      return x.batchNorm(
        scale: self[layer.scale], shift: self[layer.shift], mean: self[layer.mean],
        variance: self[layer.variance], isTraining: isTraining)
    case .layerNorm(let layer):
      return x.layerNorm(scale: self[layer.scale], shift: self[layer.shift])
    case .relu: return x.relu()
    case .tanh: return x.tanh()
    case .averagePool(let layer):
      return x.averagePool(kernel: layer.kernel, stride: layer.stride, padding: layer.padding)
    case .flatten: return x.reshaped([x.shape[0], -1])
    case .flattenByCell: return x.permuted([0, 2, 3, 1]).reshaped([x.shape[0], -1])
    case .minMaxScale: return x.minMaxScaled()
    case .residual(let layers): return x + run(layers, on: x)
    }
  }
}
