/// Everything recorded about a run up to one of its commits.
public struct RunDetails: Sendable {
  /// The run in one line.
  public let summary: RunSummary
  /// What the run is doing.
  public let state: RunState
  /// What the run is.
  public let record: RunRecord
  /// The whole configuration.
  public let configuration: ConfigValue
  /// The canonical text of the configuration.
  public let configurationText: String
  /// The `key.path=value` arguments.
  public let overrides: [String]
  /// The files of `provenance/`, by name without `.json`.
  public let provenance: [String: ConfigValue]
  /// The final figures, if the run reached its end.
  public let results: ConfigValue?
  /// The digests of the result, or of the newest checkpoint.
  public let digests: DigestChain
  /// The comparison with the run that this one repeats, if there was one.
  public let verification: Verification?
  /// Why the run stopped, if it failed and was not taken up again.
  public let failure: ConfigValue?
  /// The newest state from which the run can go on.
  public let checkpoint: RecordedCheckpoint?
}

extension ExperimentStore {
  /// Reads what is recorded about a run.
  ///
  /// - Parameter run: The run, as it was at one of its commits.
  /// - Returns: The record.
  /// - Throws: When the record cannot be read.
  public func show(_ run: FoundRun) throws(ExperimentError) -> RunDetails {
    let commit = try git { () throws(GitError) in try repository.commit(run.commit) }
    let place = "of \(run.commit.short)"
    let summary = try summary(ofTip: run.commit)
    let checkpoint = try checkpoint(at: run.commit)
    let configuration = try file("config/resolved.json", of: commit) ?? Array("{}".utf8)
    let overrides = try file("config/overrides.txt", of: commit) ?? []
    let digests = try file("results/digests.jsonl", of: commit)
    let verification = try file("results/verify.json", of: commit)
    let state = state(of: summary)
    return RunDetails(
      summary: summary, state: state,
      record: try RunRecord.read(
        try file("run.json", of: commit) ?? [], of: "run.json \(place)"),
      configuration: try RecordText.values(configuration, of: "config/resolved.json \(place)"),
      configurationText: String(decoding: configuration, as: UTF8.self),
      overrides: String(decoding: overrides, as: UTF8.self).split(separator: "\n").map(String.init),
      provenance: try provenance(of: commit),
      results: try values("results/summary.json", of: commit),
      digests: try digests.map { bytes throws(ExperimentError) in
        try DigestChain(text: String(decoding: bytes, as: UTF8.self))
      } ?? checkpoint?.digests ?? DigestChain(),
      verification: try verification.map { bytes throws(ExperimentError) in
        try RecordText.read(Verification.self, bytes, of: "results/verify.json \(place)")
      },
      // Later commits keep the file.
      failure: state == .failed ? try values("results/failure.json", of: commit) : nil,
      checkpoint: checkpoint)
  }

  func values(_ path: String, of commit: GitCommit) throws(ExperimentError) -> ConfigValue? {
    guard let bytes = try file(path, of: commit) else { return nil }
    return try RecordText.values(bytes, of: "\(path) of \(commit.id.short)")
  }

  func provenance(of commit: GitCommit) throws(ExperimentError) -> [String: ConfigValue] {
    let names = try git { () throws(GitError) in
      guard let tree = try repository.entry("provenance", of: commit.tree) else {
        return [String]()
      }
      return try repository.entries(of: tree.id).map(\.name)
    }
    var found: [String: ConfigValue] = [:]
    for name in names where name.hasSuffix(".json") {
      found[String(name.dropLast(5))] = try values("provenance/\(name)", of: commit)
    }
    return found
  }
}
