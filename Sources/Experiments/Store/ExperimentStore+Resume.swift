internal import Glibc

/// Who took a run up again, and from where.
public struct ResumeRecord: Hashable, Sendable, Codable {
  /// The user's login name.
  public let user: String
  /// The machine's name.
  public let host: String
  /// The number of the process.
  public let process: Int
  /// The program and its arguments.
  public let commandLine: [String]
  /// The step of the checkpoint, or nothing when the run starts from its beginning.
  public let step: Int?
  /// The commit of the checkpoint.
  public let checkpoint: String?
  /// The program's file.
  public let binaries: [LoadedBinary]
}

extension ExperimentStore {
  /// Takes up a run that was interrupted or failed.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - configuration: The canonical text of the configuration to go on with; that of the run when
  ///     left out.
  ///   - commandLine: The program and its arguments.
  ///   - binaries: The program and libraries that go on.
  /// - Returns: The run, locked for this process, and the checkpoint to start from; nothing when the run
  ///   was stopped before its first one and starts from its beginning.
  /// - Throws: When the run is unknown, in use or finished, its configuration is another one, or the
  ///   commit cannot be written.
  public func resume(
    _ id: RunIdentifier, configuration: String? = nil, commandLine: [String] = [],
    binaries: [LoadedBinary] = []
  ) throws(ExperimentError) -> (run: RecordedRun, checkpoint: RecordedCheckpoint?) {
    guard try git({ () throws(GitError) in try repository.target(of: id.reference) }) != nil else {
      throw .unknownRun(id.description, suggestion: nil)
    }
    let lockPath = lockFile(of: id)
    let lock = try files { () throws(FileError) in try RunLock.take(lockPath) }
    guard let lock else { throw .runInUse(id) }
    // Only who holds the run's lock moves its reference, so a lock file of git's that is there now was
    // left by a process that was killed while it held both.
    FileSystem.remove("\(folder)/experiments.git/\(id.reference).lock")
    // Read after the lock: the compare-and-swap below then fails if anything happens in between.
    let tip = try git { () throws(GitError) in try repository.target(of: id.reference) }
    guard let tip else { throw .unknownRun(id.description, suggestion: nil) }
    let history = try git { () throws(GitError) in try repository.history(from: tip) }
    let kinds = history.compactMap { CommitMessage(text: $0.message)?.kind }
    if kinds.contains(.result) { throw .runFinished(id) }
    if let configuration, let commit = history.first {
      try refuseChange(of: configuration, in: commit, id)
    }
    let checkpoint = try checkpoint(at: tip)
    let record = ResumeRecord(
      user: FileSystem.currentUserName, host: FileSystem.hostName, process: Int(getpid()),
      commandLine: commandLine, step: checkpoint?.step, checkpoint: checkpoint?.commit.description,
      binaries: binaries)
    let number = kinds.count { $0 == .resume } + 1
    let run = RecordedRun(id: id, tip: tip, store: self, lock: lock)
    let from = checkpoint.map { "step \($0.step)" } ?? "the beginning"
    try run.append(
      CommitMessage(
        "Resume from \(from) on \(record.host)", kind: .resume, run: id, step: checkpoint?.step),
      adding: ["state/resumes/\(number).json": .bytes(RecordText.bytes(record))])
    return (run, checkpoint)
  }

  private func refuseChange(
    of configuration: String, in commit: GitCommit, _ id: RunIdentifier
  ) throws(ExperimentError) {
    let recorded = try file("config/resolved.json", of: commit) ?? []
    if recorded == Array(configuration.utf8) { return }
    let differences = ConfigurationDifference.between(
      try RecordText.values(recorded, of: "config/resolved.json of \(commit.id.short)"),
      try RecordText.values(Array(configuration.utf8), of: "the configuration"))
    if !differences.isEmpty { throw .configurationChanged(id, differences) }
  }
}
