import ArgumentParser
import Experiments

/// `experiment list`: all runs.
struct ExperimentListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all runs, the oldest first.",
    discussion: """
      With --json: a list of {"id", "name", "tags", "game", "algorithm", "commit", "began", \
      "changed", "step", "checkpoints", "configuration", "state", "results"}; times are seconds since \
      1970, "configuration" is the blob id of the canonical text.
      """)

  @Flag(help: "Print a JSON list with an object for each run.")
  var json = false

  func run() throws {
    let runs = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.list()
    }
    if json {
      let documents = runs.map { run in
        JSONValue.object(
          run.summary.members + [
            JSONValue.Member("state", .string(run.state.rawValue)),
            JSONValue.Member("results", JSONValue(run.results)),
          ])
      }
      return try Output.result(.array(documents))
    }
    if runs.isEmpty { return try Output.result("no runs yet") }
    var table = TextTable(
      ["run", "name", "game", "algorithm", "state", "steps", "began (UTC)"], rightAligned: [5])
    for run in runs {
      table.append([
        run.summary.id, run.summary.name ?? "", run.summary.game, run.summary.algorithm,
        run.state.rawValue, run.summary.step.map(String.init) ?? "",
        Clock.text(run.summary.began),
      ])
    }
    try Output.result(table.lines.joined(separator: "\n"))
  }
}
