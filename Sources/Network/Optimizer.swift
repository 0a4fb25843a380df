import CTorch

/// Changes the weights of a network by their gradients.
public final class Optimizer {
  /// How gradients change weights.
  public let configuration: OptimizerConfiguration

  /// The number of updates so far.
  public private(set) var stepCount = 0

  private let network: TorchNetwork

  /// What the rule remembers: a list of lists, each in the order of the network's parameters.
  private let state: [(name: String, tensors: [Tensor])]

  /// Makes an optimizer that has made no update.
  ///
  /// - Parameters:
  ///   - configuration: How gradients change weights.
  ///   - network: Whose weights.
  public init(configuration: OptimizerConfiguration, network: TorchNetwork) {
    self.configuration = configuration
    self.network = network
    let zeros = { network.parameters.map { $0.tensor.zeros() } }
    switch configuration.algorithm {
    case .sgd:
      state = [("momentum", zeros())]
    case .adam, .adamw:
      let steps = network.parameters.map { _ in Tensor(shape: [], repeating: 0) }
      state = [("mean", zeros()), ("square", zeros()), ("steps", steps)]
    }
  }

  /// Forgets the gradients collected so far.
  public func clearGradients() {
    Tensor.withHandles(network.parameters.map(\.tensor)) { parameters, count in
      check(TorchLibrary.table.clear_grads(parameters, count))
    }
  }

  /// Makes one update of the weights, and forgets the gradients.
  ///
  /// - Returns: The norm of all gradients together, before it was limited, and the learning rate.
  @discardableResult
  public func step() -> (gradientNorm: Float, learningRate: Double) {
    let rate = configuration.learningRate.rate(at: stepCount)
    let table = TorchLibrary.table
    let limit = configuration.gradientClip > 0 ? configuration.gradientClip : Double.infinity
    var norm = 0.0
    Tensor.withHandles(network.parameters.map(\.tensor)) { parameters, count in
      check(table.clip_grads(parameters, count, limit, &norm))
      switch configuration.algorithm {
      case .sgd:
        Tensor.withHandles(state[0].tensors) { momenta, _ in
          check(
            table.sgd(
              parameters, momenta, count, rate, configuration.momentum, configuration.weightDecay))
        }
      case .adam, .adamw:
        Tensor.withHandles(state[0].tensors) { means, _ in
          Tensor.withHandles(state[1].tensors) { squares, _ in
            Tensor.withHandles(state[2].tensors) { steps, _ in
              check(
                table.adam(
                  parameters, means, squares, steps, count, rate, configuration.beta1,
                  configuration.beta2, configuration.epsilon, configuration.weightDecay,
                  configuration.algorithm == .adamw ? 1 : 0))
            }
          }
        }
      }
    }
    stepCount += 1
    clearGradients()
    return (Float(norm), rate)
  }

  private func check(_ status: Int32) {
    precondition(status == 0, String(cString: TorchLibrary.table.last_error()))
  }

  // MARK: State

  /// What is remembered, under names made of the rule's own and the parameter's.
  public func exportState() -> NetworkWeights {
    NetworkWeights(
      state.flatMap { name, tensors in
        zip(network.parameters, tensors).map { parameter, tensor in
          NetworkWeights.Entry(
            name: "\(name).\(parameter.name)", shape: tensor.shape, values: tensor.floats())
        }
      })
  }

  /// Goes on from where another optimizer stopped.
  ///
  /// - Parameters:
  ///   - saved: What `exportState` gave.
  ///   - stepCount: How many updates had been made.
  /// - Throws: `NetworkError` where the state is of another rule or network; nothing has changed.
  public func restore(_ saved: NetworkWeights, stepCount: Int) throws(NetworkError) {
    var sources: [Tensor] = []
    for (name, tensors) in state {
      for (parameter, tensor) in zip(network.parameters, tensors) {
        let name = "\(name).\(parameter.name)"
        guard let entry = saved[name] else {
          throw NetworkError(
            "the state of the optimizer has no \(name), which \(configuration.algorithm) needs")
        }
        guard entry.shape == tensor.shape else {
          throw NetworkError(
            "\(name) of the optimizer has the shape \(entry.shape), expected \(tensor.shape)")
        }
        sources.append(Tensor(shape: entry.shape, floats: entry.values))
      }
    }
    guard sources.count == saved.entries.count else {
      throw NetworkError(
        "the state of the optimizer has \(saved.entries.count) arrays, expected \(sources.count)")
    }
    for (target, source) in zip(state.flatMap(\.tensors), sources) { target.copy(from: source) }
    self.stepCount = stepCount
  }
}
