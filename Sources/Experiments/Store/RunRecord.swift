/// What a run is, written into its first commit as `run.json`.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The version of the store's format that the run was written with.
  public internal(set) var format = RunRecord.presentFormat
  /// The run's identifier.
  public internal(set) var id: String
  /// The human name, if it has one.
  public internal(set) var name: String?
  /// Words to find the run by.
  public internal(set) var tags: [String]
  /// The game's name.
  public internal(set) var game: String
  /// The algorithm's name.
  public internal(set) var algorithm: String
  /// The program and its arguments.
  public internal(set) var commandLine: [String]
  /// The commit of the run whose configuration was changed into this one's.
  public internal(set) var derivedFrom: String?
  /// The commit that this run repeats.
  public internal(set) var reproduces: String?

  /// The version of the store's format that this program reads and writes.
  static let presentFormat = 1

  /// Reads a record, refusing one of another format.
  static func read(_ bytes: [UInt8], of what: String) throws(ExperimentError) -> RunRecord {
    let values = try RecordText.values(bytes, of: what)
    if let format = values.value(at: ConfigPath(["format"])), format != .integer(presentFormat) {
      throw .corrupt(
        what, reason: "it has format \(format); this program reads format \(presentFormat)")
    }
    return try RecordText.read(RunRecord.self, bytes, of: what)
  }
}

/// What is known of a run before its first step, to be recorded as its first commit.
public struct RunIntent: Sendable {
  /// The human name: lower-case letters, digits, `-`, `_` and `.`.
  public var name: String?
  /// Words to find the run by.
  public var tags: [String] = []
  /// The game's name.
  public var game: String
  /// The algorithm's name.
  public var algorithm: String
  /// The program and its arguments.
  public var commandLine: [String] = []
  /// The commit of the run whose configuration was changed into this one's.
  public var derivedFrom: GitObjectID?
  /// The commit that this run repeats.
  public var reproduces: GitObjectID?
  /// The canonical text of the whole configuration.
  public var configuration: String
  /// The files and presets as they were given, by name.
  public var sources: [String: String] = [:]
  /// The `key.path=value` arguments.
  public var overrides: [String] = []
  /// What produces the results, besides the configuration.
  public var provenance: Provenance
  /// The folder whose code is to be recorded, if any.
  public var codeFolder: String?

  /// Makes an intent; the rest has defaults.
  ///
  /// - Parameters:
  ///   - game: The game's name.
  ///   - algorithm: The algorithm's name.
  ///   - configuration: The canonical text of the whole configuration.
  ///   - provenance: What produces the results, besides the configuration.
  public init(
    game: String, algorithm: String, configuration: String, provenance: Provenance
  ) {
    self.game = game
    self.algorithm = algorithm
    self.configuration = configuration
    self.provenance = provenance
  }

  /// Takes over the texts of the layers: files and presets as sources, arguments as overrides.
  ///
  /// - Parameter layers: The layers that the configuration was resolved from.
  public mutating func record(_ layers: [ConfigLayer]) {
    for layer in layers where !layer.text.isEmpty {
      switch layer.origin {
      case .override: overrides.append(layer.text)
      case .preset(let name): sources["preset-\(name).toml"] = layer.text
      case .file(let name):
        sources[name.split(separator: "/").last.map(String.init) ?? name] = layer.text
      case .default, .game: break
      }
    }
  }
}
