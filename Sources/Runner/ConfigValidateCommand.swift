import ArgumentParser
import Experiments
import Runs

/// `config validate`: whether configurations are right.
struct ConfigValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check configurations, all problems at once.",
    discussion: """
      The game and the network are made, too, so that their options are checked. Exit status: 0 if \
      all are right, 65 otherwise. With --json one object a line: {"configuration", "valid", "identity", "problems"}.

      Example:
        tesuji config validate experiments/*.toml
      """)

  @Argument(help: "Presets, or paths of TOML or JSON files.")
  var configurations: [String]

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    var isValid = true
    for name in configurations {
      var problems: [String] = []
      var identity: String?
      do {
        let resolved = try RunConfiguration.load(name)
        try resolved.value.check()
        identity = resolved.identity
      } catch {
        problems = error.problems.map(\.description)
      }
      isValid = isValid && problems.isEmpty
      if json {
        try Output.result([
          "configuration": .string(name), "valid": .bool(problems.isEmpty),
          "identity": identity.map { .string($0) } ?? .null,
          "problems": .array(problems.map(JSONValue.string)),
        ])
      } else if problems.isEmpty {
        try Output.result("\(name): right")
      } else {
        for problem in problems { try Output.result("\(name): \(problem)") }
      }
    }
    if !isValid { throw Failure("", .data) }
  }
}
