import COneDNN

/// A blueprint with its weights, translated into the operations of the native plan.
///
/// Batch normalisation is folded into the layer before it, activations and the sums of residual
/// blocks into the operation before them. Rows are cell by cell, so the columns of a dense layer
/// behind a flattening plane by plane change their order here.
struct InferencePlanProgram {
  /// One operation; the fields are those of `onednn_op`.
  struct Operation {
    var kind: Int
    var source: Int32 = -1
    var destination: Int32 = -1
    var addend: Int32 = -1
    var activation = Activation.none
    var kernel = 0
    var stride = 1
    var padding = 0
    var size = 0
    var low: Float = 0
    var high: Float = 0
    var epsilon: Float = 0
    /// Places in `numbers`.
    var weights: Int?
    var bias: Int?
  }

  /// A function applied to the result of an operation.
  enum Activation: Int32 {
    case none = 0
    case relu = 1
    case tanh = 2
  }

  /// The programs that can be called: of AlphaZero the first alone.
  enum Entry: Int32 {
    /// From observations.
    case initial = 0
    /// From hidden states and actions.
    case recurrent = 1
  }

  private(set) var buffers: [Blueprint.Shape] = []
  private(set) var operations: [Operation] = []
  /// Weights and biases, one behind the other.
  private(set) var numbers: [Float] = []
  /// The operations of each entry, in order.
  private(set) var entries: [[Int32]] = []

  private let weights: NetworkWeights
  private var program: [Int32] = []
  private var free: [Int32] = []
  private var held: Set<Int32> = []

  /// An activation of the network: a buffer, and how its numbers are meant.
  private struct Value {
    var buffer: Int32
    var shape: Blueprint.Shape
    /// Flattened plane by plane, while the buffer is cell by cell.
    var isPlaneByPlane = false
    /// Inputs of the next dense layer that are not in the buffer, because an action chooses one.
    var choices = 0
  }

  /// What the last operation of a residual branch does besides.
  private struct Ending {
    var addend: Int32
    var activation: Activation
  }

  /// Translates a network.
  ///
  /// - Parameters:
  ///   - blueprint: The network.
  ///   - weights: Its weights.
  /// - Throws: `NetworkError` where the weights are not the network's, or a layer cannot be
  ///   evaluated by a plan.
  init(_ blueprint: Blueprint, weights: NetworkWeights) throws(NetworkError) {
    self.weights = try weights.matching(blueprint)
    guard let model = blueprint.model else {
      let input = load(observationFor: blueprint.prediction)
      try judge(blueprint.prediction, from: input)
      entries = [program]
      return
    }
    let hidden = makeBuffer(blueprint.prediction.input)
    let input = load(observationFor: model.representation)
    try compileBody(model.representation, from: input, into: hidden)
    emit(Operation(kind: ONEDNN_STORE_HIDDEN, source: hidden))
    let initial = program

    program = []
    let pair = load(hidden: blueprint.prediction.input, action: model)
    try compileBody(model.dynamics, from: pair, into: hidden)
    emit(Operation(kind: ONEDNN_STORE_HIDDEN, source: hidden))
    let state = Value(buffer: hidden, shape: blueprint.prediction.input)
    try compileHeads(model.dynamics.heads, from: state)
    let recurrent = program

    program = []
    try judge(blueprint.prediction, from: state)
    entries = [initial + program, recurrent + program]
  }

  // MARK: Programs

  private mutating func load(observationFor program: Blueprint.Program) -> Value {
    let shape =
      program.isSpatial ? program.input : Blueprint.Shape(features: program.input.count)
    let buffer = makeBuffer(shape)
    emit(Operation(kind: ONEDNN_LOAD_OBSERVATION, destination: buffer))
    return Value(buffer: buffer, shape: shape)
  }

  private mutating func load(
    hidden: Blueprint.Shape, action model: Blueprint.LearnedModel
  ) -> Value {
    let chooses = model.actions == ActionEncoding(oneHot: model.actions.actionCount)
    let shape = chooses ? hidden : model.dynamics.input
    let buffer = makeBuffer(shape)
    emit(
      Operation(kind: ONEDNN_LOAD_HIDDEN, destination: buffer, size: hidden.channels))
    return Value(
      buffer: buffer, shape: shape, choices: chooses ? model.actions.actionCount : 0)
  }

  private mutating func compileBody(
    _ network: Blueprint.Program, from input: Value, into destination: Int32
  ) throws(NetworkError) {
    let start = program.count
    // The input itself is written as well, so that the last operation's buffer can be renamed.
    let first = start - 1
    let output = try compile(network.body, from: input)
    for index in program[first...] {
      operations[Int(index)].rename(output.buffer, to: destination)
    }
    if !free.contains(output.buffer) { free.append(output.buffer) }
  }

  private mutating func judge(
    _ network: Blueprint.Program, from input: Value
  ) throws(NetworkError) {
    let output = try compile(network.body, from: input)
    try compileHeads(network.heads, from: output)
  }

  private mutating func compileHeads(_ heads: [Head], from input: Value) throws(NetworkError) {
    held.insert(input.buffer)
    for head in heads {
      let output = try compile(head.layers, from: input)
      guard !output.isPlaneByPlane else {
        throw NetworkError(
          "a plan cannot give out planes; the \(head.kind) head must end cell by cell")
      }
      var operation = Operation(kind: ONEDNN_OUTPUT, source: output.buffer)
      switch head.kind {
      case .policy: operation.size = ONEDNN_LOGITS
      case .value: operation.size = ONEDNN_VALUE
      case .reward: operation.size = ONEDNN_REWARD
      }
      switch head.output {
      case .logits, .scalar: break
      case .bounded(let range):
        operation.kind = ONEDNN_OUTPUT_RANGE
        operation.low = range.lowerBound
        operation.high = range.upperBound
      case .categorical(let support):
        operation.kind = ONEDNN_OUTPUT_EXPECTATION
        operation.low = Float(support.lowest)
        operation.epsilon = Float(ValueSupport.epsilon)
      }
      emit(operation)
      release(output.buffer)
    }
    held.remove(input.buffer)
  }

  // MARK: Layers

  private mutating func compile(
    _ layers: [Layer], from input: Value, ending: Ending? = nil
  ) throws(NetworkError) -> Value {
    var value = input
    var next = 0
    while next < layers.count {
      let layer = layers[next]
      next += 1
      var norm: Layer.BatchNorm?
      if next < layers.count, case .batchNorm(let found) = layers[next] {
        norm = found
        next += 1
      }
      var activation = Activation.none
      if next < layers.count, layer.canActivate {
        if layers[next] == .relu { activation = .relu }
        if layers[next] == .tanh { activation = .tanh }
        if activation != .none { next += 1 }
      }
      var addend: Int32 = -1
      if let ending, next == layers.count, activation == .none, layer.canAdd {
        addend = ending.addend
        activation = ending.activation
      }
      if norm != nil, !layer.hasWeights {
        throw NetworkError(
          "a plan folds batch normalisation into the layer before it; here is none")
      }
      value = try compile(
        layer, norm: norm, activation: activation, addend: addend, from: value)
      if let ending, next == layers.count, addend < 0 {
        value = add(ending, to: value)
      }
    }
    return value
  }

  private mutating func compile(
    _ layer: Layer, norm: Layer.BatchNorm?, activation: Activation, addend: Int32,
    from value: Value
  ) throws(NetworkError) -> Value {
    var operation = Operation(
      kind: ONEDNN_SUM, source: value.buffer, addend: addend, activation: activation)
    var shape = value.shape
    switch layer {
    case .convolution(let convolution):
      operation.kind = ONEDNN_CONVOLUTION
      operation.kernel = convolution.kernel
      operation.stride = convolution.stride
      operation.padding = convolution.padding
      shape = shape.windowed(
        kernel: convolution.kernel, stride: convolution.stride, padding: convolution.padding)
      shape.channels = convolution.outputs
      store(
        weights[convolution.weight], bias: convolution.bias.map { weights[$0] },
        outputs: convolution.outputs, norm: norm, in: &operation)
    case .dense(let dense):
      operation.kind = ONEDNN_DENSE
      operation.size = value.choices
      shape = Blueprint.Shape(features: dense.outputs)
      store(
        columns(of: dense, for: value), bias: dense.bias.map { weights[$0] },
        outputs: dense.outputs, norm: norm, in: &operation)
    case .layerNorm(let norm):
      operation.kind = ONEDNN_LAYER_NORM
      operation.epsilon = Layer.LayerNorm.epsilon
      operation.weights = append(weights[norm.scale])
      operation.bias = append(weights[norm.shift])
    case .averagePool(let pool):
      operation.kind = ONEDNN_AVERAGE_POOL
      operation.kernel = pool.kernel
      operation.stride = pool.stride
      operation.padding = pool.padding
      shape = shape.windowed(kernel: pool.kernel, stride: pool.stride, padding: pool.padding)
    case .minMaxScale:
      operation.kind = ONEDNN_MIN_MAX
      operation.epsilon = Layer.scaleEpsilon
    case .relu: operation.activation = .relu
    case .tanh: operation.activation = .tanh
    case .flatten, .flattenByCell:
      var flat = value
      let cells = shape.height * shape.width
      flat.isPlaneByPlane = layer == .flatten && cells > 1 && shape.channels > 1
      return flat
    case .residual(let branch):
      return try compileResidual(branch, activation: activation, from: value)
    case .batchNorm:
      throw NetworkError("a plan folds batch normalisation into the layer before it; here is none")
    }
    var result = Value(buffer: -1, shape: shape)
    if !layer.hasWeights { result.isPlaneByPlane = value.isPlaneByPlane }
    if addend >= 0, addend != value.buffer {
      result.buffer = addend
    } else {
      result.buffer = makeBuffer(shape)
      if addend >= 0 {
        // The source is what is added: the sum needs a place of its own.
        emit(Operation(kind: ONEDNN_SUM, source: addend, destination: result.buffer))
        operation.addend = result.buffer
      }
    }
    operation.destination = result.buffer
    emit(operation)
    if value.buffer != result.buffer { release(value.buffer) }
    return result
  }

  private mutating func compileResidual(
    _ branch: [Layer], activation: Activation, from value: Value
  ) throws(NetworkError) -> Value {
    var stream = value
    if held.contains(value.buffer) {
      stream.buffer = makeBuffer(value.shape)
      emit(
        Operation(kind: ONEDNN_SUM, source: value.buffer, destination: stream.buffer))
    }
    held.insert(stream.buffer)
    let result = try compile(
      branch, from: stream, ending: Ending(addend: stream.buffer, activation: activation))
    held.remove(stream.buffer)
    if result.buffer != stream.buffer { release(stream.buffer) }
    return result
  }

  /// The sum and activation at the end of a branch whose last layer has no sum of its own.
  private mutating func add(_ ending: Ending, to value: Value) -> Value {
    emit(
      Operation(
        kind: ONEDNN_SUM, source: value.buffer, destination: ending.addend, addend: ending.addend,
        activation: ending.activation))
    if value.buffer != ending.addend { release(value.buffer) }
    var sum = value
    sum.buffer = ending.addend
    return sum
  }

  // MARK: Weights

  /// The weights of a dense layer, its inputs in the order of the buffer.
  private func columns(of dense: Layer.Dense, for value: Value) -> [Float] {
    let values = weights[dense.weight]
    guard value.isPlaneByPlane else { return values }
    let channels = value.shape.channels
    let cells = value.shape.height * value.shape.width
    return [Float](unsafeUninitializedCapacity: values.count) { ordered, count in
      for row in stride(from: 0, to: values.count, by: channels * cells) {
        for cell in 0..<cells {
          for channel in 0..<channels {
            ordered[row + cell * channels + channel] = values[row + channel * cells + cell]
          }
        }
      }
      count = values.count
    }
  }

  /// Stores weights and bias with a batch normalisation folded in.
  private mutating func store(
    _ values: [Float], bias: [Float]?, outputs: Int, norm: Layer.BatchNorm?,
    in operation: inout Operation
  ) {
    guard let norm else {
      operation.weights = append(values)
      operation.bias = bias.map { append($0) }
      return
    }
    let scale = weights[norm.scale]
    let shift = weights[norm.shift]
    let mean = weights[norm.mean]
    let variance = weights[norm.variance]
    let size = values.count / outputs
    var folded = values
    var foldedBias = [Float](repeating: 0, count: outputs)
    for output in 0..<outputs {
      let factor =
        Double(scale[output])
        / (Double(variance[output]) + Double(Layer.BatchNorm.epsilon)).squareRoot()
      for place in output * size..<(output + 1) * size {
        folded[place] = Float(Double(values[place]) * factor)
      }
      let center = Double(bias?[output] ?? 0) - Double(mean[output])
      foldedBias[output] = Float(Double(shift[output]) + center * factor)
    }
    operation.weights = append(folded)
    operation.bias = append(foldedBias)
  }

  private mutating func append(_ values: [Float]) -> Int {
    numbers.append(contentsOf: values)
    return numbers.count - values.count
  }

  // MARK: Buffers

  private mutating func emit(_ operation: Operation) {
    program.append(Int32(operations.count))
    operations.append(operation)
  }

  private mutating func makeBuffer(_ shape: Blueprint.Shape) -> Int32 {
    if let place = free.lastIndex(where: { buffers[Int($0)] == shape }) {
      return free.remove(at: place)
    }
    buffers.append(shape)
    return Int32(buffers.count - 1)
  }

  private mutating func release(_ buffer: Int32) {
    if !held.contains(buffer) { free.append(buffer) }
  }
}

extension InferencePlanProgram.Operation {
  fileprivate mutating func rename(_ buffer: Int32, to other: Int32) {
    if source == buffer { source = other }
    if destination == buffer { destination = other }
    if addend == buffer { addend = other }
  }
}

extension Layer {
  /// Whether the operation of this layer can add a residual stream.
  fileprivate var canAdd: Bool {
    switch self {
    case .convolution, .dense, .layerNorm: true
    default: false
    }
  }

  /// Whether the operations of this layer can apply an activation.
  fileprivate var canActivate: Bool {
    if case .residual = self { return true }
    return canAdd
  }

  /// Whether a batch normalisation can be folded into this layer.
  fileprivate var hasWeights: Bool {
    switch self {
    case .convolution, .dense: true
    default: false
    }
  }
}

extension Blueprint.Shape {
  /// The shape of what square windows give.
  fileprivate func windowed(kernel: Int, stride: Int, padding: Int) -> Self {
    Self(
      channels: channels, height: (height + 2 * padding - kernel) / stride + 1,
      width: (width + 2 * padding - kernel) / stride + 1)
  }
}
