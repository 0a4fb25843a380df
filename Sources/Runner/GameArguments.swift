import ArgumentParser

/// The game that a command is about, and its options.
struct GameArguments: ParsableArguments {
  @Argument(help: "A game; 'tesuji games' lists them.")
  var game: String

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A game option; may be repeated. 'tesuji games' lists them.", valueName: "key=value"))
  var option: [String] = []

  /// Finds the game and checks the options.
  func source() throws(Failure) -> GameSource {
    try GameSource(name: game, options: option)
  }
}

/// The flags that every command on a stream of lines accepts.
struct StreamFlags: ParsableArguments {
  @Flag(help: "Read standard input; always so here.")
  var stdin = false

  @Flag(help: "Print JSON; always so here.")
  var json = false
}
