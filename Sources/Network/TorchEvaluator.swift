public import Planner

/// The prediction network of AlphaZero in LibTorch: the reference of the inference plan.
///
/// LibTorch may choose other kernels for other batch sizes, so every call is brought to a multiple
/// of one fixed size with zeros. Then the result for one position does not depend on how many
/// others came with it.
public final class TorchEvaluator: PolicyValueNetwork {
  private let network: TorchNetwork
  private let batchSize: Int
  private let valueOutput: Head.Output

  /// Makes an evaluator of a network, which is used as it is at each call.
  ///
  /// - Parameters:
  ///   - network: A network without a learned model, not in training.
  ///   - batchSize: How many positions LibTorch sees at once.
  public init(network: TorchNetwork, batchSize: Int = 32) {
    precondition(network.blueprint.mode == .alphazero, "the network judges hidden states")
    self.network = network
    self.batchSize = batchSize
    valueOutput = network.blueprint.valueOutput
  }

  /// The number of actions, `A`.
  public var actionCount: Int { network.blueprint.actionCount }

  /// The numbers of one observation.
  public var observationSize: Int { network.blueprint.observation.count }

  /// Judges observations.
  ///
  /// - Parameters:
  ///   - observations: `[count, O]`.
  ///   - count: How many there are.
  ///   - logits: Receives `[count, A]`.
  ///   - values: Receives `[count]`, in units of reward.
  public func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    var rows = FixedRows(count: count, size: batchSize)
    while let range = rows.next() {
      let input = FixedRows.padded(observations, range, width: observationSize, size: batchSize)
      let output = withoutGradients {
        network.initialInference(network.observationTensor(input.span, count: batchSize))
      }
      FixedRows.copy(output.policy, range, into: &logits)
      FixedRows.decode(output.value, valueOutput, range, into: &values)
    }
  }
}

extension Blueprint {
  /// How the value head's last layer is read.
  public var valueOutput: Head.Output {
    guard let head = prediction.head(.value) else {
      preconditionFailure("a prediction network has a value head")
    }
    return head.output
  }

  /// How the reward head's last layer is read, or `nil` without one.
  public var rewardOutput: Head.Output? {
    model?.dynamics.head(.reward)?.output
  }
}

/// The parts of a batch, each brought to one fixed size.
struct FixedRows {
  let count: Int
  let size: Int
  private var begin = 0

  init(count: Int, size: Int) {
    self.count = count
    self.size = size
  }

  mutating func next() -> Range<Int>? {
    guard begin < count else { return nil }
    defer { begin += size }
    return begin..<min(begin + size, count)
  }

  /// Rows of a matrix, with zeros up to the fixed size.
  static func padded(
    _ rows: Span<Float>, _ range: Range<Int>, width: Int, size: Int
  ) -> [Float] {
    var padded = [Float](repeating: 0, count: size * width)
    for index in 0..<range.count * width {
      padded[index] = rows[range.lowerBound * width + index]
    }
    return padded
  }

  /// The first rows of a tensor into the places of a range.
  static func copy(_ tensor: Tensor, _ range: Range<Int>, into rows: inout MutableSpan<Float>) {
    let width = tensor.shape[1]
    let numbers = tensor.floats()
    for index in 0..<range.count * width {
      rows[range.lowerBound * width + index] = numbers[index]
    }
  }

  /// The first rows of a head's output, each read as one number.
  static func decode(
    _ tensor: Tensor, _ output: Head.Output, _ range: Range<Int>,
    into values: inout MutableSpan<Float>
  ) {
    let numbers = tensor.floats()
    for row in 0..<range.count {
      values[range.lowerBound + row] = output.decode(numbers.span, at: row * output.count)
    }
  }
}
