internal import Glibc

/// The record of a project's runs: a bare git repository of its own, with big files beside it.
///
/// ```
/// .tesuji/experiments.git          one reference per run, refs/experiments/runs/<YYYYMM>/<id>
/// .tesuji/objects/ab/cd/<sha256>   checkpoints and game shards
/// .tesuji/runs/<id>/               the lock, the event log and what else a run needs at hand
/// .tesuji/index.sqlite             a cache; it can be deleted at any time
/// ```
///
/// The project's own repository is only ever read. A run is a chain of commits that only grows, by
/// compare-and-swap, so that plain git can read it and two writers cannot lose each other's work.
///
/// Not `Sendable`: use one store per thread or actor.
public final class ExperimentStore {
  /// The folder `.tesuji`.
  public let folder: String
  /// The big files.
  public let blobs: BlobStore
  /// How long to wait for a reference that another process has locked, in seconds.
  public var patience = 10.0

  let repository: GitRepository
  let author: CommitAuthor

  private init(
    folder: String, repository: GitRepository, author: CommitAuthor, isDurable: Bool
  ) {
    self.folder = folder
    self.repository = repository
    self.author = author
    blobs = BlobStore(folder: "\(folder)/objects", isDurable: isDurable)
  }

  /// Opens a project's store.
  ///
  /// - Parameters:
  ///   - project: The project's folder.
  ///   - creating: Whether to make the store if there is none.
  ///   - author: Who makes the commits; the user of git's configuration when left out.
  ///   - isDurable: Whether a commit waits until it is on the disk; this holds for the process.
  /// - Returns: The store.
  /// - Throws: When there is no store, it belongs to somebody else, has a foreign format, or cannot be
  ///   made.
  public static func open(
    project: String, creating: Bool = true, author: CommitAuthor? = nil, isDurable: Bool = true
  ) throws(ExperimentError) -> ExperimentStore {
    GitLibrary.setDurable(isDurable)
    let folder = "\(project)/.tesuji"
    let path = "\(folder)/experiments.git"
    if FileSystem.status(of: path) == nil {
      guard creating else { throw .noStore(folder: project) }
      try create(path, in: folder)
    }
    let repository = try git { () throws(GitError) in try GitRepository.openBare(at: path) }
    let author =
      author ?? GitRepository.configuredAuthor()
      ?? CommitAuthor(name: "tesuji", email: "tesuji@\(FileSystem.hostName)")
    return ExperimentStore(
      folder: folder, repository: repository, author: author, isDurable: isDurable)
  }

  /// Makes the repository under another name first, so that nobody opens half a repository.
  private static func create(_ path: String, in folder: String) throws(ExperimentError) {
    try files { () throws(FileError) in try FileSystem.makeFolder(folder) }
    let temporary = "\(path).new-\(getpid())-\(FileSystem.nextNumber())"
    try git { () throws(GitError) in _ = try GitRepository.createBare(at: temporary) }
    // The first of several processes wins: a folder cannot be renamed over one that has something in it.
    if rename(temporary, path) != 0 {
      let code = errno
      FileSystem.removeFolder(temporary)
      if FileSystem.status(of: path) == nil {
        throw .file(FileError(operation: "making the store", path: path, code: code))
      }
    }
  }

  /// The folder of a run's own files: the lock, the event log and what else it needs at hand.
  ///
  /// - Parameter run: The run.
  /// - Returns: The folder; it exists once the run has begun.
  public func folder(of run: RunIdentifier) -> String { "\(folder)/runs/\(run)" }

  func lockFile(of run: RunIdentifier) -> String { "\(folder(of: run))/lock" }

  /// The event log of a run.
  ///
  /// - Parameter run: The run.
  /// - Returns: The log.
  public func events(of run: RunIdentifier) -> EventLog { EventLog(folder: folder(of: run)) }
}
