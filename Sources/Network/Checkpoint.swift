public import Foundation

/// What a training run needs to go on, or a player to play: weights, what they belong to, and the
/// state of the optimizer.
///
/// The file is in the safetensors format. The arrays of the network have the names of its
/// parameters; those of the optimizer begin with `optimizer.`.
public struct Checkpoint: Hashable, Sendable {
  /// The name of the game that the network plays.
  public var game: String

  /// The version of the game, which changes whenever its planes or actions do.
  public var gameVersion: Int

  /// The number of updates that the optimizer has made.
  public var trainingStep: Int

  /// The configuration of the run as JSON text.
  public var configuration: String

  /// The weights, running statistics included.
  public var weights: NetworkWeights

  /// What the optimizer remembers, or `nil` in a file that is only for playing.
  public var optimizer: NetworkWeights?

  /// Makes a checkpoint.
  public init(
    game: String, gameVersion: Int, trainingStep: Int, configuration: String,
    weights: NetworkWeights, optimizer: NetworkWeights? = nil
  ) {
    self.game = game
    self.gameVersion = gameVersion
    self.trainingStep = trainingStep
    self.configuration = configuration
    self.weights = weights
    self.optimizer = optimizer
  }

  /// The kind and version of the file, under the key `format` of its metadata.
  private static let format = "tesuji-checkpoint-1"
  private static let optimizerPrefix = "optimizer."

  /// The bytes of the file; equal checkpoints give equal bytes.
  public func encoded() -> Data {
    let optimizerEntries =
      optimizer?.entries.map { entry in
        NetworkWeights.Entry(
          name: Self.optimizerPrefix + entry.name, shape: entry.shape, values: entry.values)
      } ?? []
    return SafeTensors(
      tensors: NetworkWeights(weights.entries + optimizerEntries),
      metadata: [
        "format": Self.format, "game": game, "gameVersion": String(gameVersion),
        "trainingStep": String(trainingStep), "configuration": configuration,
      ]
    ).encoded()
  }

  /// Reads the bytes of a checkpoint.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: What errors call the file.
  /// - Throws: `NetworkError` that says what was found, what was expected and where.
  public init(decoding data: Data, name: String) throws(NetworkError) {
    let file = try SafeTensors(decoding: data, name: name)
    func text(_ key: String) throws(NetworkError) -> String {
      guard let text = file.metadata[key] else {
        throw NetworkError("\(name) is no checkpoint of Tesuji: its metadata has no \(key)")
      }
      return text
    }
    func number(_ key: String) throws(NetworkError) -> Int {
      let text = try text(key)
      guard let number = Int(text), number >= 0 else {
        throw NetworkError("\(name): \(key) of the metadata is \"\(text)\", expected a number")
      }
      return number
    }
    let format = try text("format")
    guard format == Self.format else {
      throw NetworkError("\(name) has the format \"\(format)\", expected \"\(Self.format)\"")
    }
    let prefix = Self.optimizerPrefix
    let optimizerEntries = file.tensors.entries.filter { $0.name.hasPrefix(prefix) }
    self.init(
      game: try text("game"), gameVersion: try number("gameVersion"),
      trainingStep: try number("trainingStep"), configuration: try text("configuration"),
      weights: NetworkWeights(file.tensors.entries.filter { !$0.name.hasPrefix(prefix) }),
      optimizer: optimizerEntries.isEmpty
        ? nil
        : NetworkWeights(
          optimizerEntries.map { entry in
            NetworkWeights.Entry(
              name: String(entry.name.dropFirst(prefix.count)), shape: entry.shape,
              values: entry.values)
          }))
  }

  /// Writes the file; after a crash at any moment it is either the old one or the new one, whole.
  ///
  /// - Parameter url: Where.
  /// - Throws: `NetworkError` with the system's reason; a file that was there stays.
  public func write(to url: URL) throws(NetworkError) {
    try AtomicFile.write(encoded(), to: url)
  }

  /// Reads a file.
  ///
  /// - Parameter url: Where.
  /// - Throws: `NetworkError` that says what was found, what was expected and where.
  public init(contentsOf url: URL) throws(NetworkError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw NetworkError("\(url.path) cannot be read: \(error.localizedDescription)")
    }
    try self.init(decoding: data, name: url.path)
  }
}
