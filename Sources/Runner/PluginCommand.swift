import ArgumentParser

/// `plugin`: games in libraries of their own.
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "List, check and begin games that are not built in.",
    discussion: """
      Libraries are loaded from the folders that the environment variable TESUJI_PLUGINS names, \
      separated by colons, or else from .tesuji/plugins. Their games are used like the built-in \
      ones: 'tesuji rules legal NAME'. docs/adding-a-game.md tells how one is made.
      """,
    subcommands: [
      PluginListCommand.self, PluginCheckCommand.self, PluginNewCommand.self,
      PluginInspectCommand.self,
    ])
}
