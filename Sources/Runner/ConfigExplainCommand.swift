import ArgumentParser
import Experiments

/// `config explain`: where every value comes from.
struct ConfigExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print for each key its value, where it comes from, and the paper's value.",
    discussion: """
      With --json: a list of {"key", "value", "source", "paper", "meaning"}.

      Example:
        tesuji config explain connect-four-muzero --only search
      """)

  @OptionGroup var arguments: ConfigArguments

  @Option(help: ArgumentHelp("Only the keys that begin so.", valueName: "prefix"))
  var only = ""

  @Flag(help: "Print a JSON list with an object for each key.")
  var json = false

  func run() throws {
    let all = try arguments.resolve().explain()
    let keys = all.filter { $0.path.description.hasPrefix(only) }
    if keys.isEmpty {
      let sections = Set(all.compactMap { $0.path.components.first }).sorted()
      let hint = suggestion(for: only, among: sections + all.map(\.path.description))
        .map { "; did you mean '\($0)'?" }
      throw Failure(
        "no key begins with '\(only)'"
          + (hint ?? "; sections: \(sections.joined(separator: ", "))"),
        .usage)
    }
    if json {
      let documents = keys.map { key in
        [
          "key": .string(key.path.description), "value": JSONValue(key.value),
          "source": .string(key.source.description),
          "paper": key.doc?.paper.map { .string($0) } ?? .null,
          "meaning": key.doc.map { .string($0.summary) } ?? .null,
        ] as JSONValue
      }
      return try Output.result(.array(documents))
    }
    var table = TextTable(["key", "value", "from", "paper", "meaning"])
    for key in keys {
      table.append([
        key.path.description, key.value.description, key.source.description, key.doc?.paper ?? "",
        key.doc?.summary ?? "",
      ])
    }
    try Output.result(table.lines.joined(separator: "\n"))
  }
}
