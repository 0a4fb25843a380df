import ArgumentParser
import Experiments

/// `experiment diff`: what two runs differ in.
struct ExperimentDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two runs: configuration, environment, code, results and digests.",
    discussion: """
      With --json one object: {"configuration", "environment", "results": [{"key", "left", \
      "right"}], "code": "a patch", "digests": "the verdict"}.

      Example:
        tesuji experiment diff 4QJ7 9X2M
      """)

  @Argument(help: "A run or a commit of one.")
  var left: String

  @Argument(help: "Another one.")
  var right: String

  @Flag(help: "Print a JSON object.")
  var json = false

  func run() throws {
    let comparison = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.diff(try store.run(named: left), try store.run(named: right))
    }
    if json {
      return try Output.result([
        "configuration": JSONValue(comparison.configuration),
        "environment": JSONValue(comparison.environment),
        "results": JSONValue(comparison.results), "code": .string(comparison.code),
        "digests": .string(comparison.digests.description),
      ])
    }
    let parts = [
      ("configuration", comparison.configuration.map(\.description)),
      ("environment", comparison.environment.map(\.description)),
      ("results", comparison.results.map(\.description)),
      ("code", comparison.code.split(separator: "\n").map(String.init)),
    ]
    for (name, lines) in parts {
      try Output.result("\(name): \(lines.isEmpty ? "the same" : "")")
      for line in lines { try Output.result("  \(line)") }
    }
    try Output.result("digests: \(comparison.digests)")
  }
}

extension JSONValue {
  /// The keys in which two configurations differ.
  init(_ differences: [ConfigurationDifference]) {
    self = .array(
      differences.map { difference in
        [
          "key": .string(difference.path.description),
          "left": difference.left.map(JSONValue.init) ?? .null,
          "right": difference.right.map(JSONValue.init) ?? .null,
        ]
      })
  }
}
