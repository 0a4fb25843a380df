import ArgumentParser
import ExternalGames
import GameProtocol
import Runs

/// `plugin list`: what is in the plugin folders.
struct PluginListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the plugins in the plugin folders and their games.",
    discussion: """
      A library has the games that are listed. A process is asked for a game by its name, or by its \
      name, a colon and whatever it makes of the rest, such as gymnasium:CartPole-v1; it is started \
      only then. Options are given to other commands as --option key=value.

      Exit status: 0 if all can be used, 1 if any cannot.
      """)

  @Flag(help: "Print a JSON list with an object for each plugin.")
  var json = false

  func run() throws {
    let found = PluginCatalogue(folders: GameCatalogue.folders)
    let plugins = PluginGames.all(in: found)
    if json {
      try Output.result(.array(plugins.map(\.document)))
    } else {
      var table = TextTable(["plugin", "kind", "version", "licence", "games", "file"])
      for plugin in plugins {
        table.append([
          plugin.name, plugin.kind, plugin.version, plugin.license, plugin.outline, plugin.path,
        ])
      }
      for line in table.lines + section("options", plugins.flatMap(\.optionLines)) {
        try Output.result(line)
      }
    }
    for folder in GameCatalogue.missingFolders {
      Output.note("warning: TESUJI_PLUGINS: there is no folder '\(folder)'")
    }
    let faults = found.faults + GameCatalogue.hiddenGames(of: found)
    for fault in faults { Output.note("error: \(fault)") }
    if !faults.isEmpty { throw Failure("", .failed) }
  }
}
