/// What a run is doing, as far as one can see from outside.
public enum RunState: String, Hashable, Sendable, Codable {
  /// A process is working on it.
  case running
  /// Its process is gone and it did not reach its end.
  case interrupted
  /// It reached its end.
  case finished
  /// It stopped because of an error.
  case failed
}

/// A run in one line.
public struct RunSummary: Hashable, Sendable, Codable {
  /// The run's identifier.
  public let id: String
  /// The human name, if it has one.
  public let name: String?
  /// Words to find the run by.
  public let tags: [String]
  /// The game's name.
  public let game: String
  /// The algorithm's name.
  public let algorithm: String
  /// The newest commit.
  public let tip: String
  /// Seconds since 1970 of the first commit.
  public let began: Int
  /// Seconds since 1970 of the newest commit.
  public let changed: Int
  /// The last step that was recorded.
  public let step: Int?
  /// The number of checkpoints.
  public let checkpoints: Int
  /// The identity of the configuration: a blob id.
  public let configuration: String
  /// The identity of everything under `provenance/`: a tree id.
  public let environment: String
  /// The identity of the code: a tree id, if the code was recorded.
  public let code: String?
  /// How the record ends: `finished`, `failed`, or neither.
  let ending: String?
}

extension ExperimentStore {
  /// What a run is doing just now.
  ///
  /// - Parameter summary: The run.
  /// - Returns: Its state.
  public func state(of summary: RunSummary) -> RunState {
    if let ending = summary.ending.flatMap(RunState.init(rawValue:)) { return ending }
    let lock = RunIdentifier(summary.id).map(lockFile(of:))
    return lock.map(RunLock.isHeld) == true ? .running : .interrupted
  }

  /// A run in one line, read from its commits.
  func summary(ofTip tip: GitObjectID) throws(ExperimentError) -> RunSummary {
    let history = try git { () throws(GitError) in try repository.history(from: tip) }
    guard let newest = history.first, let first = history.last else {
      throw .corrupt("the commit \(tip.short)", reason: "it has no history")
    }
    guard let bytes = try file("run.json", of: newest) else {
      throw .corrupt("the commit \(tip.short)", reason: "it has no run.json")
    }
    let record = try RunRecord.read(bytes, of: "run.json of \(tip.short)")
    let messages = history.compactMap { CommitMessage(text: $0.message) }
    let ids = try git { () throws(GitError) in
      (
        try repository.entry("config/resolved.json", of: newest.tree)?.id,
        try repository.entry("provenance", of: newest.tree)?.id,
        try repository.entry("code", of: newest.tree)?.id
      )
    }
    let ending: RunState? =
      messages.contains { $0.kind == .result }
      ? .finished : messages.first?.kind == .failed ? .failed : nil
    return RunSummary(
      id: record.id, name: record.name, tags: record.tags, game: record.game,
      algorithm: record.algorithm, tip: tip.description, began: first.time, changed: newest.time,
      step: messages.compactMap(\.step).max(),
      checkpoints: messages.count { $0.kind == .checkpoint },
      configuration: ids.0?.description ?? "", environment: ids.1?.description ?? "",
      code: ids.2?.description, ending: ending?.rawValue)
  }
}
