import COneDNN

/// The weights of a network in the layouts of this processor, with the code that runs them.
///
/// It never changes, so that plans on many threads can share it. New weights are a new packed
/// network; the code is kept by oneDNN and made once for each shape.
public final class PackedNetwork: @unchecked Sendable {
  /// What search grows its tree on.
  public let mode: Blueprint.Mode
  /// The number of actions, `A`.
  public let actionCount: Int
  /// The numbers of one observation, `O`.
  public let observationSize: Int
  /// Whether the dynamics network predicts rewards.
  public let hasRewards: Bool
  /// The number format of convolutions.
  public let precision: InferencePlan.Precision

  let table: onednn_table
  /// Immutable behind the pointer and counted by the library, hence safe to share.
  let handle: onednn_network

  /// Packs weights.
  ///
  /// - Parameters:
  ///   - blueprint: The network.
  ///   - weights: Its weights.
  ///   - precision: The number format of convolutions; the fastest of this processor if `nil`.
  /// - Throws: `NetworkError` where the library is missing or the weights are not the network's.
  public init(
    blueprint: Blueprint, weights: NetworkWeights, precision: InferencePlan.Precision? = nil
  ) throws(NetworkError) {
    let table = try InferencePlanLibrary.table()
    let chosen = precision ?? .best
    let program = try InferencePlanProgram(blueprint, weights: weights)
    guard
      let handle = Self.create(
        program, actions: DrawnActions(blueprint.model), precision: chosen, table: table)
    else {
      let reason = InferencePlanLibrary.lastError(table)
      guard chosen == .bf16 else { throw reason }
      throw NetworkError(
        "this processor with oneDNN \(String(cString: table.version())) may not compute bf16 at all; "
          + "expected fp32: \(reason)")
    }
    self.table = table
    self.handle = handle
    self.precision = chosen
    mode = blueprint.mode
    actionCount = blueprint.actionCount
    observationSize = blueprint.observation.count
    hasRewards = blueprint.model?.dynamics.head(.reward) != nil
  }

  deinit {
    table.network_free(handle)
  }

  private static func create(
    _ program: InferencePlanProgram, actions: DrawnActions, precision: InferencePlan.Precision,
    table: onednn_table
  ) -> onednn_network? {
    let buffers = program.buffers.map {
      onednn_buffer(
        channels: Int32($0.channels), height: Int32($0.height), width: Int32($0.width))
    }
    var starts: [Int32] = [0]
    for entry in program.entries { starts.append((starts.last ?? 0) + Int32(entry.count)) }
    let order = program.entries.flatMap { $0 }
    return program.numbers.withUnsafeBufferPointer { numbers in
      let operations = program.operations.map { onednn_op($0, numbers: numbers) }
      return buffers.withUnsafeBufferPointer { buffers in
        operations.withUnsafeBufferPointer { operations in
          starts.withUnsafeBufferPointer { starts in
            order.withUnsafeBufferPointer { order in
              actions.withNative { actions in
                // Buffers, operations and entries are never empty.
                guard let buffersStart = buffers.baseAddress,
                  let operationsStart = operations.baseAddress,
                  let startsStart = starts.baseAddress, let orderStart = order.baseAddress
                else { return nil }
                var description = onednn_description(
                  precision: Int32(precision == .bf16 ? ONEDNN_BF16 : ONEDNN_FP32),
                  buffer_count: Int32(buffers.count), buffers: buffersStart,
                  op_count: Int32(operations.count), ops: operationsStart,
                  entry_count: Int32(starts.count - 1), entry_starts: startsStart,
                  entry_ops: orderStart, actions: actions)
                return table.network_create(&description)
              }
            }
          }
        }
      }
    }
  }
}

/// The cells of all drawn actions, one behind the other.
private struct DrawnActions {
  var count = 0
  var planes = 0
  var cells = 1
  var offsets: [Int32] = [0]
  var places: [Int32] = []
  var values: [Float] = []

  init(_ model: Blueprint.LearnedModel?) {
    guard let model else { return }
    let encoding = model.actions
    count = encoding.actionCount
    // A vector has one number in each of its features, a drawing one in each cell of its planes.
    planes = model.dynamics.isSpatial ? encoding.channels : encoding.size
    cells = encoding.size / planes
    for action in 0..<count {
      encoding.forEachCell(of: action) { place, value in
        places.append(Int32(place))
        values.append(value)
      }
      offsets.append(Int32(places.count))
    }
  }

  func withNative<Result>(_ body: (onednn_actions) -> Result) -> Result {
    offsets.withUnsafeBufferPointer { offsets in
      places.withUnsafeBufferPointer { places in
        values.withUnsafeBufferPointer { values in
          body(
            onednn_actions(
              count: Int32(count), planes: Int32(planes), cells: Int32(cells),
              offsets: offsets.baseAddress, places: places.baseAddress,
              values: values.baseAddress))
        }
      }
    }
  }
}

extension onednn_op {
  /// The native form of an operation whose weights lie in `numbers`.
  fileprivate init(
    _ operation: InferencePlanProgram.Operation, numbers: UnsafeBufferPointer<Float>
  ) {
    self.init(
      kind: Int32(operation.kind), source: operation.source, destination: operation.destination,
      addend: operation.addend, activation: operation.activation.rawValue,
      kernel: Int32(operation.kernel), stride: Int32(operation.stride),
      padding: Int32(operation.padding), size: Int32(operation.size), low: operation.low,
      high: operation.high, epsilon: operation.epsilon,
      weights: operation.weights.flatMap { place in numbers.baseAddress.map { $0 + place } },
      bias: operation.bias.flatMap { place in numbers.baseAddress.map { $0 + place } })
  }
}
