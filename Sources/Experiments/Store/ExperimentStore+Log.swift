/// One commit of a run.
public struct RunCommit: Hashable, Sendable {
  /// The commit.
  public let id: GitObjectID
  /// What it is about; nothing for a commit that another program made.
  public let kind: CommitKind?
  /// The training step, where it has one.
  public let step: Int?
  /// Seconds since 1970.
  public let time: Int
  /// Who made it.
  public let author: CommitAuthor
  /// The first line of the message.
  public let summary: String
}

extension ExperimentStore {
  /// The commits of a run, the newest first.
  ///
  /// - Parameter run: The run, from one of its commits backwards.
  /// - Returns: The commits.
  /// - Throws: When the history cannot be read.
  public func log(_ run: FoundRun) throws(ExperimentError) -> [RunCommit] {
    let history = try git { () throws(GitError) in try repository.history(from: run.commit) }
    return history.map { commit in
      let message = CommitMessage(text: commit.message)
      let firstLine = commit.message.split(separator: "\n").first
      return RunCommit(
        id: commit.id, kind: message?.kind, step: message?.step, time: commit.time,
        author: commit.author, summary: firstLine.map(String.init) ?? "")
    }
  }
}
