import Experiments

/// A configuration with every kind of key, for the tests of the machinery.
struct SampleConfiguration: Codable, Sendable, Equatable {
  struct Game: Codable, Sendable, Equatable {
    var name = "connect-four"
    var options: [String: ConfigValue] = [:]
  }

  struct Search: Codable, Sendable, Equatable {
    enum Algorithm: String, Codable, CaseIterable, Sendable {
      case puct
      case gumbel
    }

    var algorithm = Algorithm.puct
    var simulations = 50
    var cpuct = 1.25
    var noise: Double?
    var threads: UInt8 = 1
  }

  struct Stage: Codable, Sendable, Equatable {
    var steps = 100
    var factor: Float = 0.1
  }

  struct Learn: Codable, Sendable, Equatable {
    var learningRate = 0.01
    var layers = [64, 64]
    var schedule: [Stage] = []
  }

  var game = Game()
  var search = Search()
  var learn = Learn()
  var seed: UInt64 = 0
  var deterministic = true
}

extension SampleConfiguration: ConfigurationSection {
  static let docs = [
    "seed": KeyDoc("The seed of every random number of the run."),
    "deterministic": KeyDoc("Whether the run can be repeated to the bit."),
  ]
}

extension SampleConfiguration.Game: ConfigurationSection {
  static let docs = [
    "name": KeyDoc("The game's name."), "options": KeyDoc("What the game lets one choose."),
  ]
}

extension SampleConfiguration.Search: ConfigurationSection {
  static let docs = [
    "algorithm": KeyDoc("How the root chooses."),
    "simulations": KeyDoc("Simulations per move.", paper: "800 (MuZero, board games)"),
    "cpuct": KeyDoc("Exploration constant.", paper: "1.25 (MuZero, appendix B)"),
    "noise": KeyDoc("Concentration of the noise at the root."),
    "threads": KeyDoc("Threads per search."),
  ]

  func complaints() -> [Complaint] {
    simulations >= 1 ? [] : [Complaint("simulations", "must be at least 1, is \(simulations)")]
  }
}

extension SampleConfiguration.Learn: ConfigurationSection {
  static let docs = [
    "learningRate": KeyDoc("Step size of the optimizer."),
    "layers": KeyDoc("Width of each hidden layer."),
    "schedule": KeyDoc("Stages of the learning rate."),
  ]
}

extension SampleConfiguration.Stage: ConfigurationListElement {
  static let template = Self()
  static let docs = [
    "steps": KeyDoc("Length of the stage in training steps."),
    "factor": KeyDoc("What the learning rate is multiplied by."),
  ]
}

/// The schema of the sample.
let sampleSchema = ConfigurationSchema(SampleConfiguration())

/// The sample with a TOML text and overrides laid over it.
func resolveSample(
  _ text: String = "", overrides: [String] = []
) throws -> ResolvedConfiguration<SampleConfiguration> {
  var layers = [try ConfigLayer.toml(text, origin: .file("run.toml"))]
  layers += try overrides.map { try ConfigLayer.override($0) }
  return try sampleSchema.resolve(layers)
}

/// The problems that a TOML text and overrides give, one a line; empty when all is well.
func sampleProblems(_ text: String = "", overrides: [String] = []) -> [String] {
  do {
    _ = try resolveSample(text, overrides: overrides)
    return []
  } catch let error as ConfigurationError {
    return error.problems.map(\.description)
  } catch {
    return ["\(error)"]
  }
}
