/// A run that this process is working on: it holds the run's lock and its place in the history.
///
/// Every step of the record is a commit on the one before it. When the compare-and-swap of the
/// reference fails, another process has taken the run over, and this one must stop.
public final class RecordedRun {
  /// The run's identifier.
  public let id: RunIdentifier
  /// The newest commit of the run.
  public internal(set) var tip: GitObjectID
  /// The store that the run is recorded in.
  public let store: ExperimentStore

  private let lock: RunLock

  init(id: RunIdentifier, tip: GitObjectID, store: ExperimentStore, lock: RunLock) {
    self.id = id
    self.tip = tip
    self.store = store
    self.lock = lock
  }

  /// The folder of the run's own files.
  public var folder: String { store.folder(of: id) }

  /// The event log of the run.
  public var events: EventLog { store.events(of: id) }

  /// Gives the run's lock back; to be called when the work is over, whatever became of it.
  public func close() { lock.release() }

  /// Adds a commit with more files in its tree.
  func append(
    _ message: CommitMessage, adding contents: [String: GitTreeContent]
  ) throws(ExperimentError) {
    let expected = tip
    let outcome = try git { () throws(GitError) in
      let repository = store.repository
      let tree = try repository.writeTree(contents, over: repository.commit(expected).tree)
      let commit = try repository.writeCommit(
        tree: tree, parent: expected, message: message.text, author: store.author)
      let outcome = try repository.compareAndSwap(
        id.reference, to: commit, expecting: expected, patience: store.patience)
      return (outcome, commit)
    }
    guard outcome.0 == .updated else { throw .runMovedOn(id) }
    tip = outcome.1
  }
}
