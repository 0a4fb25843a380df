/// A commit of a run, found by what somebody typed.
public struct FoundRun: Hashable, Sendable {
  /// The run.
  public let id: RunIdentifier
  /// The commit that was named, or the run's newest.
  public let commit: GitObjectID
}

extension ExperimentStore {
  /// Every run with its newest commit, the oldest run first.
  ///
  /// - Returns: The runs.
  /// - Throws: When the references cannot be read.
  public func tips() throws(ExperimentError) -> [FoundRun] {
    let references = try git { () throws(GitError) in
      try repository.references(below: runReferencePrefix)
    }
    return references.compactMap { reference in
      reference.name.split(separator: "/").last.flatMap { RunIdentifier(String($0)) }.map {
        FoundRun(id: $0, commit: reference.target)
      }
    }.sorted { $0.id < $1.id }
  }

  /// The run, or the commit of a run, that a text means.
  ///
  /// - Parameter text: A name, a run's identifier or the beginning or end of one, or a commit's id or
  ///   the beginning of one.
  /// - Returns: What is meant.
  /// - Throws: When nothing is meant, with the nearest name, or several things are.
  public func find(_ text: String) throws(ExperimentError) -> FoundRun {
    if isValidRunName(text) {
      let named = try git { () throws(GitError) in
        try repository.target(of: nameReferencePrefix + text)
      }
      if let named, let id = try run(of: named),
        let tip = try git({ () throws(GitError) in try repository.target(of: id.reference) })
      {
        return FoundRun(id: id, commit: tip)
      }
    }
    let tips = try tips()
    let upper = text.uppercased()
    // Identifiers of one hour begin alike, so that the end of one is the handier abbreviation.
    let matches = tips.filter {
      upper.count >= 4
        && ($0.id.description.hasPrefix(upper) || $0.id.description.hasSuffix(upper))
    }
    if matches.count > 1 {
      throw .ambiguousRun(text, candidates: matches.map(\.id.description))
    }
    if let match = matches.first { return match }
    if let commit = repository.commit(beginningWith: text), let id = try run(of: commit) {
      return FoundRun(id: id, commit: commit)
    }
    let names = try git { () throws(GitError) in
      try repository.references(below: nameReferencePrefix)
    }
    let known = names.map { String($0.name.dropFirst(nameReferencePrefix.count)) }
    throw .unknownRun(text, suggestion: suggestion(for: text, among: known))
  }

  private func run(of commit: GitObjectID) throws(ExperimentError) -> RunIdentifier? {
    let message = try git { () throws(GitError) in try repository.commit(commit).message }
    return CommitMessage(text: message)?.run
  }
}
