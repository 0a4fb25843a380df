import ArgumentParser
import Experiments
import FoundationEssentials

/// `experiment`: the record of runs.
struct ExperimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Look into the record of runs, and repeat one.",
    discussion: """
      Every run is a chain of commits in the git store '.tesuji/experiments.git' of the current \
      folder. A run is named by its name, its identifier or the beginning or end of one, or by a \
      commit; 'latest' is the newest.
      """,
    subcommands: [
      ExperimentListCommand.self, ExperimentShowCommand.self, ExperimentLogCommand.self,
      ExperimentDiffCommand.self, ExperimentReproduceCommand.self, ExperimentExportCommand.self,
    ])

  /// Does something with the store of the current folder.
  static func withStore<Value>(
    _ body: (ExperimentStore) throws(ExperimentError) -> Value
  ) throws(Failure) -> Value {
    do {
      let project = FileManager.default.currentDirectoryPath
      return try body(try ExperimentStore.open(project: project, creating: false))
    } catch {
      throw Failure(describing: error)
    }
  }
}

extension ExperimentStore {
  /// The run that a text means; `latest` is the newest one.
  func run(named text: String) throws(ExperimentError) -> FoundRun {
    if text == "latest", let newest = try tips().last { return newest }
    return try find(text)
  }
}

extension RunSummary {
  /// The members that every answer about a run begins with.
  var members: [JSONValue.Member] {
    [
      JSONValue.Member("id", .string(id)),
      JSONValue.Member("name", name.map { .string($0) } ?? .null),
      JSONValue.Member("tags", .array(tags.map(JSONValue.string))),
      JSONValue.Member("game", .string(game)),
      JSONValue.Member("algorithm", .string(algorithm)),
      JSONValue.Member("commit", .string(tip)),
      JSONValue.Member("began", .integer(began)),
      JSONValue.Member("changed", .integer(changed)),
      JSONValue.Member("step", step.map(JSONValue.integer) ?? .null),
      JSONValue.Member("checkpoints", .integer(checkpoints)),
      JSONValue.Member("configuration", .string(configuration)),
    ]
  }
}

/// A time as people write it.
enum Clock {
  /// The date and the time in the world's time zone, such as `2026-11-22 11:05`.
  static func text(_ seconds: Int) -> String {
    let date = Date(timeIntervalSince1970: Double(seconds))
    let text = date.formatted(.iso8601.year().month().day().dateSeparator(.dash))
    let time = date.formatted(.iso8601.time(includingFractionalSeconds: false))
    return "\(text) \(time.prefix(5))"
  }
}
