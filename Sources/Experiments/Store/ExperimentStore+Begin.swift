extension ExperimentStore {
  /// Records that a run is about to begin, before its first step.
  ///
  /// When this fails, the run must not start.
  ///
  /// - Parameters:
  ///   - intent: Everything that determines the run.
  ///   - id: The run's identifier.
  ///   - rules: What the copy of the code may hold.
  /// - Returns: The run, locked for this process.
  /// - Throws: When the name is taken, or nothing can be written.
  public func begin(
    _ intent: RunIntent, id: RunIdentifier, rules: SnapshotRules = SnapshotRules()
  ) throws(ExperimentError) -> RecordedRun {
    if let name = intent.name { _ = try vacancy(ofName: name) }
    let lockPath = lockFile(of: id)
    let lock = try files { () throws(FileError) in try RunLock.take(lockPath) }
    guard let lock else { throw .runInUse(id) }
    let commit = try git { () throws(GitError) in
      let tree = try repository.writeTree(contents(of: intent, id: id, rules: rules))
      let title = intent.name ?? id.description
      let message = CommitMessage(
        "Begin \(title): \(intent.algorithm) on \(intent.game)", kind: .intent, run: id)
      return try repository.writeCommit(
        tree: tree, parent: nil, message: message.text, author: author)
    }
    // The name first: whoever loses the race for it leaves no run behind.
    if let name = intent.name {
      let orphan = try vacancy(ofName: name)
      let claimed = try git { () throws(GitError) in
        try repository.compareAndSwap(
          nameReferencePrefix + name, to: commit, expecting: orphan, patience: patience)
      }
      if claimed == .lostRace {
        _ = try vacancy(ofName: name)
        throw .nameTaken(name, by: "another run")
      }
    }
    let begun = try git { () throws(GitError) in
      try repository.compareAndSwap(id.reference, to: commit, expecting: nil, patience: patience)
    }
    guard begun == .updated else { throw .runInUse(id) }
    return RecordedRun(id: id, tip: commit, store: self, lock: lock)
  }

  /// Makes sure that a name is free, and gives the commit that its reference points at nevertheless.
  ///
  /// There is such a commit when a process was killed between claiming the name and beginning the run.
  private func vacancy(ofName name: String) throws(ExperimentError) -> GitObjectID? {
    guard isValidRunName(name) else { throw .invalidName(name) }
    let claim = try git { () throws(GitError) -> (commit: GitObjectID, run: RunIdentifier?)? in
      guard let commit = try repository.target(of: nameReferencePrefix + name) else { return nil }
      return (commit, CommitMessage(text: try repository.commit(commit).message)?.run)
    }
    guard let claim else { return nil }
    guard let run = claim.run else { throw .nameTaken(name, by: claim.commit.short) }
    // The lock first: who holds it no more has begun the run by now, or never will.
    let isBeginning = RunLock.isHeld(lockFile(of: run))
    let hasBegun = try git { () throws(GitError) in
      try repository.target(of: run.reference) != nil
    }
    if isBeginning || hasBegun {
      throw .nameTaken(name, by: run.description)
    }
    return claim.commit
  }

  private func contents(
    of intent: RunIntent, id: RunIdentifier, rules: SnapshotRules
  ) throws(GitError) -> [String: GitTreeContent] {
    let record = RunRecord(
      id: id.description, name: intent.name, tags: intent.tags, game: intent.game,
      algorithm: intent.algorithm, commandLine: intent.commandLine,
      derivedFrom: intent.derivedFrom?.description, reproduces: intent.reproduces?.description)
    let code = recordCode(of: intent.codeFolder, rules: rules)
    var contents: [String: GitTreeContent] = [
      "run.json": .bytes(RecordText.bytes(record)),
      "config/resolved.json": .bytes(Array(intent.configuration.utf8)),
      "config/overrides.txt": .bytes(Array(intent.overrides.map { $0 + "\n" }.joined().utf8)),
      "provenance/code.json": .bytes(RecordText.bytes(code)),
      "provenance/binaries.json": .bytes(RecordText.bytes(intent.provenance.binaries)),
      "provenance/environment.json": .bytes(RecordText.bytes(intent.provenance.environment)),
      "provenance/hardware.json": .bytes(RecordText.bytes(intent.provenance.hardware)),
      "provenance/determinism.json": .bytes(RecordText.bytes(intent.provenance.determinism)),
    ]
    for (name, text) in intent.sources {
      contents["config/source/\(name)"] = .bytes(Array(text.utf8))
    }
    if let tree = code.tree.flatMap({ GitObjectID($0) }) { contents["code"] = .tree(tree) }
    return contents
  }

  /// Copies the code into the store; what cannot be copied is listed, and a reason given.
  private func recordCode(of folder: String?, rules: SnapshotRules) -> CodeRecord {
    var record = CodeRecord()
    guard let folder else {
      record.note = "no folder of code was given"
      return record
    }
    do throws(GitError) {
      let user = try GitRepository.openWorkTree(around: folder)
      guard user.workTree != nil else {
        record.note = "\(folder) has no work tree"
        return record
      }
      let identity = try user.identity()
      record.url = identity.url.map(withoutPassword)
      record.head = identity.head?.description
      record.branch = identity.branch
      let snapshot = try user.snapshot(into: repository, rules: rules)
      record.tree = snapshot.tree.description
      record.isDirty = snapshot.isDirty
      record.leftOut = snapshot.leftOut
    } catch {
      record.note =
        error.kind == .notFound
        ? "\(folder) is not a git work tree" : "the code could not be copied: \(error)"
    }
    return record
  }
}

/// Whether a text may name a run and be part of a reference.
func isValidRunName(_ name: String) -> Bool {
  let isPlain = { (byte: UInt8) in
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  guard let first = name.utf8.first, let last = name.utf8.last, isPlain(first), isPlain(last),
    name.utf8.count <= 100, !name.contains(".."), !name.hasSuffix(".lock")
  else { return false }
  return name.utf8.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) }
}

/// An address without what stands between `//` and `@`.
private func withoutPassword(_ url: String) -> String {
  guard let scheme = url.firstRange(of: "://") else { return url }
  let rest = url[scheme.upperBound...]
  let authority = rest.prefix { $0 != "/" }
  guard let at = authority.lastIndex(of: "@") else { return url }
  return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
}
