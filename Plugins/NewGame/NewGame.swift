import Foundation
import PackagePlugin

/// `swift package --allow-writing-to-package-directory new-game NAME`: the files of a new game.
@main
struct NewGame: CommandPlugin {
  private static let usage = """
    usage: swift package --allow-writing-to-package-directory new-game NAME [--language LANGUAGE]

      NAME      words of a-z and 0-9 joined by hyphens, such as my-game
      LANGUAGE  built-in (a game of Tesuji itself, in Swift, as without the option),
                or swift, c or python (a game of its own, in the folder Plugins)
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    var extractor = ArgumentExtractor(arguments)
    if extractor.extractFlag(named: "help") > 0 {
      print(Self.usage)
      return
    }
    let languages = extractor.extractOption(named: "language")
    let names = extractor.remainingArguments
    guard names.count == 1, languages.count <= 1, let name = names.first, !name.hasPrefix("-")
    else {
      throw Scaffold.Failure(description: "expected one name\n\(Self.usage)")
    }
    guard let language = Scaffold.Language(rawValue: languages.first ?? "built-in") else {
      let known = Scaffold.Language.allCases.map(\.rawValue).joined(separator: ", ")
      throw Scaffold.Failure(description: "language '\(languages[0])': expected one of \(known)")
    }
    let scaffold = try Scaffold(name: name, language: language)
    let root = context.package.directoryURL.path
    let below = language == .builtIn ? root : root + "/Plugins"
    for path in try scaffold.write(below: below) { print("wrote \(path)") }
    print(language == .builtIn ? "\nNext:" : "\nNext, in Plugins:")
    for step in scaffold.nextSteps { print("  \(step)") }
  }
}
