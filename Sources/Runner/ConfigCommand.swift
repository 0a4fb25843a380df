import ArgumentParser
import Experiments
import Runs

/// `config`: configurations of runs.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show, explain, compare and check the configurations of runs.",
    discussion: """
      A configuration is a preset of the folder 'experiments' or a file in TOML or JSON, with \
      changes of the form key=value laid over it. Whatever is not said has a default.
      """,
    subcommands: [
      ConfigShowCommand.self, ConfigSchemaCommand.self, ConfigExplainCommand.self,
      ConfigDiffCommand.self, ConfigValidateCommand.self,
    ])
}

/// A configuration by name, and changes to it.
struct ConfigArguments: ParsableArguments {
  @Argument(help: "A preset, or the path of a TOML or JSON file.")
  var configuration: String

  @Argument(
    help: ArgumentHelp(
      "Changes, such as search.simulations=50; the last of two is the stronger.",
      valueName: "key=value"))
  var changes: [String] = []

  /// Reads the configuration.
  func resolve() throws(Failure) -> ResolvedConfiguration<RunConfiguration> {
    try Self.resolve(configuration, changes)
  }

  /// Reads a configuration.
  static func resolve(
    _ name: String, _ changes: [String] = []
  ) throws(Failure) -> ResolvedConfiguration<RunConfiguration> {
    do {
      let resolved = try RunConfiguration.load(name, overrides: changes)
      try resolved.value.checkOptions()
      return resolved
    } catch {
      throw Failure(error.description, .data)
    }
  }
}

extension JSONValue {
  /// A value of a configuration.
  init(_ value: ConfigValue) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number("\(value)")
    case .text(let value): self = .string(value)
    case .list(let values): self = .array(values.map(JSONValue.init))
    case .table(let values):
      self = .object(
        values.sorted { $0.key < $1.key }.map { Member($0.key, JSONValue($0.value)) })
    }
  }
}
