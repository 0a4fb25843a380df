import ArgumentParser

/// `rules`: what the rules of a game say.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Ask the rules of a game: legal moves, perft, replay, exact values.",
    subcommands: [
      RulesLegalCommand.self, RulesPerftCommand.self, RulesReplayCommand.self,
      RulesSolveCommand.self,
    ])
}
