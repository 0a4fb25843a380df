import Experiments
import Foundation
import GameProtocol
import Network

/// Everything that a run needs to go on from the beginning of a generation.
struct TrainingState {
  /// Generations done.
  var generation = 0
  /// Optimizer steps done.
  var step = 0
  /// Positions played.
  var positions = 0
  var weights: NetworkWeights
  var optimizer: NetworkWeights?
  /// The priorities of the window's positions; empty in uniform sampling.
  var priorities: [Float] = []
  /// The digests of the generations done.
  var digests = DigestChain()
  /// The rate of mistakes when each set was first measured, by set and number of simulations.
  var firstStrength: [String: Double] = [:]
  /// The warnings that stand.
  var warnings: [String] = []

  private let game: String
  private let gameVersion: Int
  private let canonical: String

  private static let networkFile = "network.safetensors"
  private static let prioritiesFile = "priorities.safetensors"

  /// The state before the first generation.
  init(weights: NetworkWeights, canonical: String, specification: GameSpecification) {
    self.weights = weights
    self.canonical = canonical
    game = specification.name
    gameVersion = specification.version
  }

  /// The state that a checkpoint recorded.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint.
  ///   - store: Where its files are.
  /// - Throws: `ExperimentError` or `NetworkError` for a file that is missing or damaged.
  init(checkpoint: RecordedCheckpoint, in store: ExperimentStore) throws {
    let saved = try Self.network(of: checkpoint, in: store)
    weights = saved.weights
    optimizer = saved.optimizer
    game = saved.game
    gameVersion = saved.gameVersion
    canonical = saved.configuration
    step = saved.trainingStep
    digests = checkpoint.digests
    generation = try Self.counter("generation", of: checkpoint)
    positions = try Self.counter("positions", of: checkpoint)
    if case .table(let rates)? = checkpoint.progress.value(at: ConfigPath(["firstStrength"])) {
      firstStrength = rates.compactMapValues(\.asNumber)
    }
    if case .list(let texts)? = checkpoint.progress.value(at: ConfigPath(["warnings"])) {
      warnings = texts.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
    if let blob = checkpoint.files[Self.prioritiesFile] {
      let file = try SafeTensors(
        decoding: Data(try store.blobs.read(blob)), name: Self.prioritiesFile)
      priorities = file.tensors.entries.first?.values ?? []
    }
  }

  /// The networks that a checkpoint recorded.
  static func network(
    of checkpoint: RecordedCheckpoint, in store: ExperimentStore
  ) throws -> Checkpoint {
    guard let blob = checkpoint.files[networkFile] else {
      throw ExperimentError.corrupt(
        "checkpoint \(checkpoint.commit)", reason: "it has no \(networkFile)")
    }
    return try Checkpoint(
      decoding: Data(try store.blobs.read(blob)), name: "\(networkFile) of \(checkpoint.commit)")
  }

  private static func counter(
    _ name: String, of checkpoint: RecordedCheckpoint
  ) throws -> Int {
    guard case .integer(let value)? = checkpoint.progress.value(at: ConfigPath([name])) else {
      throw ExperimentError.corrupt(
        "checkpoint \(checkpoint.commit)", reason: "its progress has no \(name)")
    }
    return value
  }

  /// Puts the big files into the store.
  ///
  /// - Parameter store: The store.
  /// - Returns: Where they are, by name.
  /// - Throws: `ExperimentError` where they cannot be written.
  func files(in store: ExperimentStore) throws(ExperimentError) -> [String: BlobPointer] {
    let network = Checkpoint(
      game: game, gameVersion: gameVersion, trainingStep: step, configuration: canonical,
      weights: weights, optimizer: optimizer)
    var files = [Self.networkFile: try store.blobs.store(Array(network.encoded()))]
    if !priorities.isEmpty {
      let tensors = NetworkWeights([
        .init(name: "priorities", shape: [priorities.count], values: priorities)
      ])
      let file = SafeTensors(tensors: tensors, metadata: [:])
      files[Self.prioritiesFile] = try store.blobs.store(Array(file.encoded()))
    }
    return files
  }

  /// The counters, as the checkpoint records them.
  var progress: [String: ConfigValue] {
    [
      "generation": .integer(generation), "step": .integer(step), "positions": .integer(positions),
      "firstStrength": .table(firstStrength.mapValues { .number($0) }),
      "warnings": .list(warnings.map { .text($0) }),
    ]
  }
}

extension ConfigValue {
  /// The number that the value is; whole numbers may be written without a point.
  fileprivate var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
