import ArgumentParser
import Experiments

/// `config diff`: what two configurations differ in.
struct ConfigDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Print the keys in which two configurations differ.",
    discussion: """
      Nothing is printed for equal configurations. With --json: a list of {"key", "left", "right"}.

      Example:
        tesuji config diff tictactoe-alphazero tictactoe-muzero
      """)

  @Argument(help: "A preset, or the path of a TOML or JSON file.")
  var left: String

  @Argument(help: "Another one.")
  var right: String

  @Flag(help: "Print a JSON list with an object for each key.")
  var json = false

  func run() throws {
    let differences = ConfigurationDifference.between(
      try ConfigArguments.resolve(left).values, try ConfigArguments.resolve(right).values)
    if json { return try Output.result(JSONValue(differences)) }
    for difference in differences { try Output.result(difference.description) }
  }
}
