import ArgumentParser
import ExternalGames
import GameProtocol
import Runs

/// `plugin list`: the libraries in the plugin folders.
struct PluginListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the plugins in the plugin folders and their games.",
    discussion: "Exit status: 0 if all could be loaded, 1 if any could not.")

  @Flag(help: "Print a JSON list with an object for each library.")
  var json = false

  func run() throws {
    let found = GameCatalogue.plugins
    if json {
      try Output.result(
        .array(
          found.libraries.map { library in
            [
              "path": .string(library.path), "name": .string(library.name),
              "version": .string(library.version), "license": .string(library.license),
              "games": .array(library.games.map { .string($0.name) }),
            ]
          }
            + found.processes.map { process in
              [
                "path": .string(process.path), "name": .string(process.name),
                "games": .array([.string(process.name)]),
              ]
            }))
    } else {
      var table = TextTable(["plugin", "version", "licence", "games", "file"])
      for library in found.libraries {
        table.append([
          library.name, library.version, library.license,
          library.games.map(\.name).joined(separator: " "), library.path,
        ])
      }
      for process in found.processes {
        table.append([process.name, "", "", process.name + " (a process)", process.path])
      }
      try Output.result(table.lines.joined(separator: "\n"))
    }
    for fault in found.faults { Output.note("error: \(fault)") }
    if !found.faults.isEmpty { throw Failure("", .failed) }
  }
}
