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
      only then.

      Exit status: 0 if all can be used, 1 if any cannot.
      """)

  @Flag(help: "Print a JSON list with an object for each plugin.")
  var json = false

  func run() throws {
    let found = PluginCatalogue(folders: GameCatalogue.folders)
    if json {
      let libraries = found.libraries.map { library -> JSONValue in
        [
          "kind": "library", "path": .string(library.path), "name": .string(library.name),
          "version": .string(library.version), "license": .string(library.license),
          "games": .array(library.games.map { .string($0.name) }),
        ]
      }
      let processes = found.processes.map { process -> JSONValue in
        [
          "kind": "process", "path": .string(process.path), "name": .string(process.name),
          "version": .null, "license": .null, "games": [.string(process.name)],
        ]
      }
      try Output.result(.array(libraries + processes))
    } else {
      var table = TextTable(["plugin", "kind", "version", "licence", "games", "file"])
      for library in found.libraries {
        table.append([
          library.name, "library", library.version, library.license,
          library.games.map(\.name).joined(separator: " "), library.path,
        ])
      }
      for process in found.processes {
        table.append([process.name, "process", "", "", process.name, process.path])
      }
      try Output.result(table.lines.joined(separator: "\n"))
    }
    for fault in found.faults { Output.note("error: \(fault)") }
    if !found.faults.isEmpty { throw Failure("", .failed) }
  }
}
