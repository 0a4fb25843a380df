/// A state from which a run can go on.
public struct RecordedCheckpoint: Hashable, Sendable {
  /// The training step.
  public let step: Int
  /// The commit that records it.
  public let commit: GitObjectID
  /// The big files, by the name they have for the run.
  public let files: [String: BlobPointer]
  /// Counters and whatever else is small.
  public let progress: ConfigValue
  /// The digests up to the step.
  public let digests: DigestChain
}

extension RecordedRun {
  /// Records a state from which the run can go on.
  ///
  /// The files must be in the store's blobs already: they are on the disk before anything names them.
  ///
  /// - Parameters:
  ///   - step: The training step.
  ///   - files: The big files, by a name without a slash.
  ///   - progress: Counters and whatever else is small.
  ///   - digests: The digests up to the step.
  /// - Returns: The checkpoint as recorded.
  /// - Throws: When it cannot be written, or another process has taken the run over; the record is
  ///   then as it was before.
  @discardableResult
  public func checkpoint(
    step: Int, files: [String: BlobPointer], progress: [String: ConfigValue],
    digests: DigestChain = DigestChain()
  ) throws(ExperimentError) -> RecordedCheckpoint {
    var contents: [String: GitTreeContent] = [
      "state/progress.json": .bytes(Array(CanonicalJSON.text(.table(progress)).utf8)),
      "state/digests.jsonl": .bytes(Array(digests.text.utf8)),
    ]
    for (name, blob) in files {
      precondition(!name.contains("/"), "the name '\(name)' of a checkpoint's file has a slash")
      contents["state/checkpoints/\(step)/\(name).ptr"] = .bytes(Array(blob.text.utf8))
    }
    let size = files.values.reduce(0) { $0 + $1.size }
    try append(
      CommitMessage(
        "Checkpoint at step \(step), \(size) bytes", kind: .checkpoint, run: id, step: step),
      adding: contents)
    return RecordedCheckpoint(
      step: step, commit: tip, files: files, progress: .table(progress), digests: digests)
  }
}

extension ExperimentStore {
  /// The newest checkpoint at or before a commit, or nothing when there is none.
  ///
  /// - Parameter commit: A commit of a run.
  /// - Returns: The checkpoint.
  /// - Throws: When the record cannot be read.
  public func checkpoint(at commit: GitObjectID) throws(ExperimentError) -> RecordedCheckpoint? {
    let history = try git { () throws(GitError) in try repository.history(from: commit) }
    for commit in history {
      guard let message = CommitMessage(text: commit.message), message.kind == .checkpoint,
        let step = message.step
      else { continue }
      return try readCheckpoint(step, commit)
    }
    return nil
  }

  /// How much the files of a run's checkpoints take of the disk.
  ///
  /// - Parameter commit: A commit of a run.
  /// - Returns: The bytes of all checkpoints up to it; a file that several share counts once.
  /// - Throws: When the record cannot be read.
  public func checkpointBytes(at commit: GitObjectID) throws(ExperimentError) -> Int {
    try git { () throws(GitError) in
      let root = try repository.commit(commit).tree
      guard let all = try repository.entry("state/checkpoints", of: root) else { return 0 }
      var blobs: Set<BlobPointer> = []
      for checkpoint in try repository.entries(of: all.id) {
        for file in try repository.entries(of: checkpoint.id) {
          let text = String(decoding: try repository.readBlob(file.id), as: UTF8.self)
          if let blob = BlobPointer(text: text) { blobs.insert(blob) }
        }
      }
      return blobs.reduce(0) { $0 + $1.size }
    }
  }

  private func readCheckpoint(
    _ step: Int, _ commit: GitCommit
  ) throws(ExperimentError) -> RecordedCheckpoint {
    let folder = "state/checkpoints/\(step)"
    let texts = try git { () throws(GitError) in
      var texts: [String: [UInt8]] = [:]
      guard let tree = try repository.entry(folder, of: commit.tree) else { return texts }
      for entry in try repository.entries(of: tree.id) {
        texts[entry.name] = try repository.readBlob(entry.id)
      }
      return texts
    }
    var files: [String: BlobPointer] = [:]
    for (name, bytes) in texts where name.hasSuffix(".ptr") {
      guard let blob = BlobPointer(text: String(decoding: bytes, as: UTF8.self)) else {
        throw .corrupt("\(folder)/\(name) of \(commit.id.short)", reason: "it is no LFS pointer")
      }
      files[String(name.dropLast(4))] = blob
    }
    let progress = try file("state/progress.json", of: commit) ?? Array("{}".utf8)
    let digests = try file("state/digests.jsonl", of: commit) ?? []
    return RecordedCheckpoint(
      step: step, commit: commit.id, files: files,
      progress: try RecordText.values(progress, of: "state/progress.json of \(commit.id.short)"),
      digests: try DigestChain(text: String(decoding: digests, as: UTF8.self)))
  }

  func file(_ path: String, of commit: GitCommit) throws(ExperimentError) -> [UInt8]? {
    try git { () throws(GitError) in try repository.file(path, of: commit.tree) }
  }
}
