import Network

/// A network evaluated by plain loops in 64 bits, layer by layer as the blueprint says.
struct ReferenceNetwork {
  /// The activation of one position, `[C, H, W]`.
  struct Activation {
    var shape: Blueprint.Shape
    var numbers: [Double]

    subscript(channel: Int, row: Int, column: Int) -> Double {
      guard (0..<shape.height).contains(row), (0..<shape.width).contains(column) else { return 0 }
      return numbers[(channel * shape.height + row) * shape.width + column]
    }
  }

  /// What a network says about one position.
  struct Judgement {
    var logits: [Double] = []
    var value = 0.0
    var reward = 0.0
    var hidden: Activation
  }

  let blueprint: Blueprint
  let weights: NetworkWeights

  func initialInference(_ observation: [Float]) -> Judgement {
    let input = Activation(shape: blueprint.observation, numbers: observation.map(Double.init))
    guard let model = blueprint.model else { return judge(blueprint.prediction, input) }
    let hidden = run(model.representation.body, input)
    return judge(blueprint.prediction, hidden, hidden: hidden)
  }

  func recurrentInference(_ hidden: Activation, action: Int) throws -> Judgement {
    guard let model = blueprint.model else {
      throw NetworkError("a network of AlphaZero has no dynamics")
    }
    var drawn = [Float](repeating: 0, count: model.actions.size)
    var span = drawn.mutableSpan
    model.actions.draw(action, into: &span)
    let pair = Activation(
      shape: model.dynamics.input, numbers: hidden.numbers + drawn.map(Double.init))
    let next = run(model.dynamics.body, pair)
    var judgement = judge(blueprint.prediction, next, hidden: next)
    if let reward = model.dynamics.head(.reward) {
      judgement.reward = decode(reward, run(reward.layers, next))
    }
    return judgement
  }

  private func judge(
    _ program: Blueprint.Program, _ input: Activation, hidden: Activation? = nil
  ) -> Judgement {
    let body = run(program.body, input)
    var judgement = Judgement(hidden: hidden ?? body)
    for head in program.heads {
      let output = run(head.layers, body)
      switch head.kind {
      case .policy: judgement.logits = output.numbers
      case .value: judgement.value = decode(head, output)
      case .reward: judgement.reward = decode(head, output)
      }
    }
    return judgement
  }

  private func decode(_ head: Head, _ output: Activation) -> Double {
    let row = output.numbers.map { Float($0) }
    return Double(head.output.decode(row.span))
  }

  // MARK: Layers

  func run(_ layers: [Layer], _ input: Activation) -> Activation {
    layers.reduce(input) { apply($1, $0) }
  }

  private func numbers(_ parameter: Parameter) -> [Double] {
    weights[parameter].map(Double.init)
  }

  private func apply(_ layer: Layer, _ x: Activation) -> Activation {
    var y = x
    let cells = x.shape.height * x.shape.width
    switch layer {
    case .convolution(let convolution): return convolve(convolution, x)
    case .dense(let dense):
      let weight = numbers(dense.weight)
      let bias = dense.bias.map(numbers)
      y.shape = Blueprint.Shape(features: dense.outputs)
      y.numbers = []
      for output in 0..<dense.outputs {
        var sum = bias?[output] ?? 0
        for input in 0..<dense.inputs {
          sum += weight[output * dense.inputs + input] * x.numbers[input]
        }
        y.numbers.append(sum)
      }
    case .batchNorm(let norm):
      let (scale, shift) = (numbers(norm.scale), numbers(norm.shift))
      let (mean, variance) = (numbers(norm.mean), numbers(norm.variance))
      for place in y.numbers.indices {
        let channel = place / cells
        let deviation = (variance[channel] + Double(Layer.BatchNorm.epsilon)).squareRoot()
        y.numbers[place] =
          (x.numbers[place] - mean[channel]) / deviation * scale[channel] + shift[channel]
      }
    case .layerNorm(let norm):
      let (scale, shift) = (numbers(norm.scale), numbers(norm.shift))
      let count = Double(x.numbers.count)
      let mean = x.numbers.reduce(0, +) / count
      let variance = x.numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      let deviation = (variance + Double(Layer.LayerNorm.epsilon)).squareRoot()
      for place in y.numbers.indices {
        let channel = place / cells
        y.numbers[place] = (x.numbers[place] - mean) / deviation * scale[channel] + shift[channel]
      }
    case .relu: y.numbers = x.numbers.map { max($0, 0) }
    case .tanh: y.numbers = x.numbers.map { 1 - 2 / (1 + exponential(2 * $0)) }
    case .averagePool(let pool): return average(pool, x)
    case .flatten: y.shape = Blueprint.Shape(features: x.numbers.count)
    case .flattenByCell:
      y.shape = Blueprint.Shape(features: x.numbers.count)
      for channel in 0..<x.shape.channels {
        for cell in 0..<cells {
          y.numbers[cell * x.shape.channels + channel] = x.numbers[channel * cells + cell]
        }
      }
    case .minMaxScale:
      let (low, high) = (x.numbers.min() ?? 0, x.numbers.max() ?? 0)
      y.numbers = x.numbers.map { ($0 - low) / (high - low + Double(Layer.scaleEpsilon)) }
    case .residual(let branch):
      let sum = run(branch, x)
      y.numbers = zip(x.numbers, sum.numbers).map { $0 + $1 }
    }
    return y
  }

  private func exponential(_ x: Double) -> Double {
    // The limit definition by repeated squaring of a short series: enough for a reference.
    let small = x / 1024
    var power = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4)))
    for _ in 0..<10 { power *= power }
    return power
  }

  private func windowed(
    _ x: Activation, kernel: Int, stride: Int, padding: Int, channels: Int,
    _ body: (Int, Int, Int) -> Double
  ) -> Activation {
    let shape = Blueprint.Shape(
      channels: channels, height: (x.shape.height + 2 * padding - kernel) / stride + 1,
      width: (x.shape.width + 2 * padding - kernel) / stride + 1)
    var numbers: [Double] = []
    for channel in 0..<channels {
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          numbers.append(body(channel, row * stride - padding, column * stride - padding))
        }
      }
    }
    return Activation(shape: shape, numbers: numbers)
  }

  private func convolve(_ layer: Layer.Convolution, _ x: Activation) -> Activation {
    let weight = numbers(layer.weight)
    let bias = layer.bias.map(numbers)
    let kernel = layer.kernel
    return windowed(
      x, kernel: kernel, stride: layer.stride, padding: layer.padding, channels: layer.outputs
    ) { output, top, left in
      var sum = bias?[output] ?? 0
      for input in 0..<layer.inputs {
        for row in 0..<kernel {
          for column in 0..<kernel {
            sum +=
              weight[((output * layer.inputs + input) * kernel + row) * kernel + column]
              * x[input, top + row, left + column]
          }
        }
      }
      return sum
    }
  }

  private func average(_ pool: Layer.AveragePool, _ x: Activation) -> Activation {
    windowed(
      x, kernel: pool.kernel, stride: pool.stride, padding: pool.padding,
      channels: x.shape.channels
    ) { channel, top, left in
      var sum = 0.0
      for row in 0..<pool.kernel {
        for column in 0..<pool.kernel { sum += x[channel, top + row, left + column] }
      }
      return sum / Double(pool.kernel * pool.kernel)
    }
  }
}
