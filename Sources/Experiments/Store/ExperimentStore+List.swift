/// One row of the list of runs.
public struct ListedRun: Sendable {
  /// The run in one line.
  public let summary: RunSummary
  /// What the run is doing.
  public let state: RunState
  /// The values of the configuration as JSON, by path.
  public let settings: [String: String]
  /// The final figures; an empty table until the run reached its end.
  public let results: ConfigValue
}

extension ExperimentStore {
  var indexPath: String { "\(folder)/index.sqlite" }

  /// All runs, the oldest first.
  ///
  /// The index spares reading runs that have not changed; without a usable index they are all read.
  ///
  /// - Returns: The runs.
  /// - Throws: When a record cannot be read.
  public func list() throws(ExperimentError) -> [ListedRun] {
    let index = try? ExperimentIndex(path: indexPath)
    let known = (try? index?.rows()) ?? [:]
    var runs: [ListedRun] = []
    var changed: [String: ExperimentIndex.Entry] = [:]
    let tips = try tips()
    for tip in tips {
      let reference = tip.id.reference
      if let entry = known[reference], entry.tip == tip.commit.description,
        let run = try? listed(entry, tip.id)
      {
        runs.append(run)
      } else {
        let entry = try entry(for: tip)
        runs.append(try listed(entry, tip.id))
        changed[reference] = entry
      }
    }
    let obsolete = Set(known.keys).subtracting(tips.map(\.id.reference))
    // A list is right without its cache, so a full disk or a foreign file must not stop it.
    if !changed.isEmpty || !obsolete.isEmpty { try? index?.update(changed, removing: obsolete) }
    return runs
  }

  private func listed(
    _ entry: ExperimentIndex.Entry, _ id: RunIdentifier
  ) throws(ExperimentError) -> ListedRun {
    let what = "the index's row of \(id)"
    let summary = try RecordText.read(RunSummary.self, Array(entry.summary.utf8), of: what)
    return ListedRun(
      summary: summary, state: state(of: summary), settings: entry.settings,
      results: try RecordText.values(Array(entry.results.utf8), of: what))
  }

  /// What the index shall hold of a run.
  func entry(for run: FoundRun) throws(ExperimentError) -> ExperimentIndex.Entry {
    let commit = try git { () throws(GitError) in try repository.commit(run.commit) }
    let configuration = try values("config/resolved.json", of: commit) ?? .table([:])
    let results = try values("results/summary.json", of: commit) ?? .table([:])
    var settings: [String: String] = [:]
    for leaf in configuration.leaves {
      settings[leaf.path.description] = CanonicalJSON.line(leaf.value)
    }
    return ExperimentIndex.Entry(
      tip: run.commit.description, summary: RecordText.text(try summary(ofTip: run.commit)),
      results: CanonicalJSON.line(results), settings: settings)
  }
}
