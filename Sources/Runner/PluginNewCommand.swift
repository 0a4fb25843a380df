import ArgumentParser
import BuiltInGames
import ExternalGames
import GameProtocol

/// `plugin new`: the files of a new game.
struct PluginNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write the files of a new game that passes the checker at once.",
    discussion: """
      The game is a race to 21: small, complete, and meant to be changed into another one. A \
      folder that exists is left alone.

      In a copy of Tesuji's sources, 'swift package --allow-writing-to-package-directory new-game \
      NAME' does the same without the program being built, for games that are compiled in as well.

      Example:
        tesuji plugin new my-game --language c
      """)

  /// What a game in a folder of its own can be written in.
  enum Language: String, CaseIterable, ExpressibleByArgument {
    case swift, c, python

    var scaffold: Scaffold.Language {
      switch self {
      case .swift: .swift
      case .c: .c
      case .python: .python
      }
    }
  }

  @Argument(help: "The name: words of a-z and 0-9 joined by hyphens.")
  var name: String

  @Option(help: "What it is written in: swift, c or python.")
  var language: Language

  @Option(help: "The folder below which the game's folder is made.")
  var folder = "."

  func run() throws {
    if builtInGames.contains(where: { $0.name == name }) {
      throw Failure(
        "'\(name)' is a built-in game, which would hide one of the same name; 'my-\(name)' would do",
        .usage)
    }
    do throws(Scaffold.Failure) {
      let scaffold = try Scaffold(name: name, language: language.scaffold)
      let written = try scaffold.write(below: folder)
      for path in written { Output.note("wrote \(path)") }
      Output.note("\nNext\(folder == "." ? "" : ", in \(folder)"):")
      for step in scaffold.nextSteps { Output.note("  \(step)") }
    } catch {
      throw Failure(error.description, .usage)
    }
  }
}
