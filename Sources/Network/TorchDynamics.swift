public import Planner

/// The networks of MuZero in LibTorch: the reference of the inference plan.
///
/// Hidden states live in one tensor, a row for each slot. Calls are brought to a fixed batch size,
/// as in `TorchEvaluator`.
public final class TorchDynamics: DynamicsNetwork {
  private let network: TorchNetwork
  private let batchSize: Int
  private let valueOutput: Head.Output
  private let rewardOutput: Head.Output?
  private let hiddenShape: [Int]
  private var hidden: Tensor

  /// Makes the adapter of a network, which is used as it is at each call.
  ///
  /// - Parameters:
  ///   - network: A network with a learned model, not in training.
  ///   - batchSize: How many positions LibTorch sees at once.
  /// - Precondition: The blueprint has a learned model.
  public init(network: TorchNetwork, batchSize: Int = 32) {
    guard let shape = network.blueprint.hiddenState, let model = network.blueprint.model else {
      preconditionFailure("a network of AlphaZero has no hidden states")
    }
    self.network = network
    self.batchSize = batchSize
    valueOutput = network.blueprint.valueOutput
    rewardOutput = network.blueprint.rewardOutput
    hiddenShape =
      model.dynamics.isSpatial ? [shape.channels, shape.height, shape.width] : [shape.count]
    hidden = Tensor(shape: [0] + hiddenShape, repeating: 0)
  }

  /// The number of actions, `A`.
  public var actionCount: Int { network.blueprint.actionCount }

  /// The numbers of one observation.
  public var observationSize: Int { network.blueprint.observation.count }

  /// Makes room for hidden states in slots `0..<count`; those that are there stay.
  ///
  /// - Parameter count: The number of slots.
  public func reserveSlots(_ count: Int) {
    let before = hidden.shape[0]
    guard count > before else { return }
    let added = Tensor(shape: [count - before] + hiddenShape, repeating: 0)
    hidden = Tensor.concatenating([hidden, added], dimension: 0)
  }

  /// Represents observations and judges them.
  ///
  /// - Parameters:
  ///   - observations: `[n, O]`.
  ///   - slots: Where the hidden states go, `[n]`.
  ///   - logits: Receives `[n, A]`.
  ///   - values: Receives `[n]`, in units of reward.
  public func initialInference(
    observations: Span<Float>, slots: Span<Int32>, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    var rows = FixedRows(count: slots.count, size: batchSize)
    while let range = rows.next() {
      let input = FixedRows.padded(observations, range, width: observationSize, size: batchSize)
      let output = withoutGradients {
        network.initialInference(network.observationTensor(input.span, count: batchSize))
      }
      keep(output, range, slots: slots)
      FixedRows.copy(output.policy, range, into: &logits)
      FixedRows.decode(output.value, valueOutput, range, into: &values)
    }
  }

  /// Takes one imagined step and judges where it leads.
  ///
  /// - Parameters:
  ///   - sources: The slots of the states to step from, `[n]`.
  ///   - actions: The indices of the actions, `[n]`.
  ///   - targets: Where the new hidden states go, `[n]`; no target is a source.
  ///   - logits: Receives `[n, A]`.
  ///   - values: Receives `[n]`, in units of reward.
  ///   - rewards: Receives `[n]`, in units of reward; 0 without a reward head.
  public func recurrentInference(
    from sources: Span<Int32>, actions: Span<Int32>, to targets: Span<Int32>,
    logits: inout MutableSpan<Float>, values: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Float>
  ) {
    var rows = FixedRows(count: sources.count, size: batchSize)
    while let range = rows.next() {
      let padding = batchSize - range.count
      let from = range.map { Int(sources[$0]) } + Array(repeating: 0, count: padding)
      let by = range.map { Int(actions[$0]) } + Array(repeating: 0, count: padding)
      let output = withoutGradients {
        network.recurrentInference(hidden.rows(at: Tensor(indices: from)), actions: by)
      }
      keep(output, range, slots: targets)
      FixedRows.copy(output.policy, range, into: &logits)
      FixedRows.decode(output.value, valueOutput, range, into: &values)
      if let reward = output.reward, let rewardOutput {
        FixedRows.decode(reward, rewardOutput, range, into: &rewards)
      } else {
        for row in range { rewards[row] = 0 }
      }
    }
  }

  private func keep(_ output: TorchNetwork.Output, _ range: Range<Int>, slots: Span<Int32>) {
    hidden.copyRows(
      from: output.hidden.narrowed(0, to: 0..<range.count),
      to: Tensor(indices: range.map { Int(slots[$0]) }))
  }
}
