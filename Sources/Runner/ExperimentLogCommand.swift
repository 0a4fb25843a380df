import ArgumentParser
import Experiments

/// `experiment log`: the commits of a run.
struct ExperimentLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the commits of a run, the newest first.",
    discussion: """
      With --json one object a line: {"commit", "kind", "step", "time", "summary"}.

      Example:
        tesuji experiment log latest
      """)

  @Argument(help: ArgumentHelp("A run or a commit of one.", valueName: "run"))
  var name: String

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    let commits = try ExperimentCommand.withStore { store throws(ExperimentError) in
      try store.log(try store.run(named: name))
    }
    for commit in commits {
      if json {
        try Output.result([
          "commit": .string(commit.id.description),
          "kind": commit.kind.map { .string($0.rawValue) } ?? .null,
          "step": commit.step.map(JSONValue.integer) ?? .null,
          "time": .integer(commit.time), "summary": .string(commit.summary),
        ])
      } else {
        try Output.result("\(commit.id.short)  \(Clock.text(commit.time))  \(commit.summary)")
      }
    }
  }
}
