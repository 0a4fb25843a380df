import ArgumentParser
import Experiments

/// `experiment show`: everything about a run.
struct ExperimentShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is recorded about a run.",
    discussion: """
      Example:
        tesuji experiment show 4QJ7 --json
      """)

  @Argument(help: ArgumentHelp("A run or a commit of one.", valueName: "run"))
  var name: String

  @Flag(help: "Print a JSON object, with the whole configuration and what is known of its origin.")
  var json = false

  func run() throws {
    let details = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.show(try store.run(named: name))
    }
    try Output.result(json ? document(of: details).description : text(of: details))
  }

  private func document(of details: RunDetails) -> JSONValue {
    let provenance = details.provenance.sorted { $0.key < $1.key }
    return .object(
      details.summary.members + [
        JSONValue.Member("state", .string(details.state.rawValue)),
        JSONValue.Member(
          "commandLine", .array(details.record.commandLine.map(JSONValue.string))),
        JSONValue.Member("overrides", .array(details.overrides.map(JSONValue.string))),
        JSONValue.Member("settings", JSONValue(details.configuration)),
        JSONValue.Member(
          "provenance",
          .object(provenance.map { JSONValue.Member($0.key, JSONValue($0.value)) })),
        JSONValue.Member("results", details.results.map(JSONValue.init) ?? .null),
        JSONValue.Member("digest", .string(details.digests.digest)),
        JSONValue.Member(
          "verdict", details.verification.map { .string($0.verdict) } ?? .null),
        JSONValue.Member("failure", details.failure.map(JSONValue.init) ?? .null),
      ])
  }

  private func text(of details: RunDetails) -> String {
    let summary = details.summary
    var rows = [
      ("run", summary.id), ("name", summary.name ?? ""),
      ("state", details.state.rawValue), ("commit", summary.tip),
      ("game", summary.game), ("algorithm", summary.algorithm),
      ("began", Clock.text(summary.began) + " UTC"),
      ("changed", Clock.text(summary.changed) + " UTC"),
      ("steps", summary.step.map(String.init) ?? "none yet"),
      ("checkpoints", String(summary.checkpoints)),
      ("configuration", summary.configuration),
      ("digest", details.digests.digest),
      ("command", details.record.commandLine.joined(separator: " ")),
    ]
    if let origin = details.record.reproduces { rows.append(("reproduces", origin)) }
    if let verification = details.verification { rows.append(("verdict", verification.verdict)) }
    if case .text(let reason)? = details.failure?.value(at: ConfigPath(["reason"])) {
      rows.append(("failure", reason))
    }
    for leaf in details.results?.leaves ?? [] {
      rows.append(("result", "\(leaf.path) = \(leaf.value)"))
    }
    var table = TextTable(["", ""])
    for row in rows where !row.1.isEmpty { table.append([row.0, row.1]) }
    return table.lines.dropFirst().joined(separator: "\n")
  }
}
