import ArgumentParser
import Experiments

/// `config show`: a whole configuration.
struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a configuration with every default, in its canonical form.",
    discussion: """
      The canonical form is JSON with sorted keys; its git blob id identifies the configuration, and \
      it can be given to any command in place of a preset.

      Example:
        tesuji config show tictactoe-muzero search.simulations=50 > mine.json
      """)

  @OptionGroup var arguments: ConfigArguments

  @Flag(help: "Print JSON; always so here.")
  var json = false

  @Flag(help: "Print the blob id alone.")
  var identity = false

  func run() throws {
    let resolved = try arguments.resolve()
    try Output.raw(identity ? resolved.identity + "\n" : resolved.canonicalJSON)
  }
}
