internal import CLibgit2
internal import Glibc

/// How a compare-and-swap of a reference ended.
enum CompareAndSwap {
  case updated
  /// The reference is not what was expected: somebody else was faster.
  case lostRace
}

extension GitRepository {
  /// The object that a reference points at, or nothing when there is no such reference.
  func target(of reference: String) throws(GitError) -> GitObjectID? {
    var oid = git_oid()
    let code = git_reference_name_to_id(&oid, handle, reference)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check(code, "reading \(reference)")
    return GitObjectID(oid)
  }

  /// The references below a prefix such as `refs/experiments/runs/`, with their targets, by name.
  func references(
    below prefix: String
  ) throws(GitError) -> [(name: String, target: GitObjectID)] {
    var iterator: OpaquePointer?
    try check(
      git_reference_iterator_glob_new(&iterator, handle, prefix + "*"), "listing \(prefix)")
    defer { git_reference_iterator_free(iterator) }
    var found: [(name: String, target: GitObjectID)] = []
    while true {
      var reference: OpaquePointer?
      let code = git_reference_next(&reference, iterator)
      if code == GIT_ITEROVER.rawValue { break }
      try check(code, "listing \(prefix)")
      defer { git_reference_free(reference) }
      guard let name = git_reference_name(reference), let target = git_reference_target(reference)
      else { continue }
      found.append((String(cString: name), GitObjectID(target.pointee)))
    }
    return found.sorted { $0.name < $1.name }
  }

  /// Points a reference at a new object if it still points at the expected one.
  ///
  /// The comparison happens under the lock file that git itself uses, so it holds against every other
  /// writer of the repository. A lock that is held is waited for.
  ///
  /// - Parameters:
  ///   - reference: The full name.
  ///   - new: What it shall point at.
  ///   - expected: What it points at now; nothing when it must not exist.
  ///   - patience: How long to wait for the lock, in seconds.
  /// - Returns: Whether the reference was moved.
  /// - Throws: An error of kind `locked`, naming the lock file, when the patience is at an end.
  func compareAndSwap(
    _ reference: String, to new: GitObjectID, expecting expected: GitObjectID?,
    patience: Double
  ) throws(GitError) -> CompareAndSwap {
    let deadline = FileSystem.monotonicSeconds + patience
    var pause: UInt32 = 200
    while true {
      var target = new.oid
      var current = expected?.oid ?? git_oid()
      var handleOfReference: OpaquePointer?
      let code = git_reference_create_matching(
        &handleOfReference, handle, reference, &target, expected == nil ? 0 : 1, &current,
        "tesuji")
      git_reference_free(handleOfReference)
      switch code {
      case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue: return .lostRace
      case GIT_ENOTFOUND.rawValue where expected != nil: return .lostRace
      case GIT_ELOCKED.rawValue:
        if FileSystem.monotonicSeconds >= deadline { throw lockError(reference, code) }
        // The process id spreads processes that were turned away together.
        usleep(pause + UInt32(truncatingIfNeeded: getpid()) % pause)
        pause = min(pause * 2, 100_000)
      default:
        try check(code, "moving \(reference)")
        return .updated
      }
    }
  }

  private func lockError(_ reference: String, _ code: Int32) -> GitError {
    let lock = "\(path)/\(reference).lock"
    let message: String
    if let age = FileSystem.age(of: lock) {
      message =
        age > 60
        ? "\(lock) is \(Int(age)) s old, so whoever made it was killed; "
          + "delete it if no other program is writing there"
        : "\(lock) is held by another program"
    } else {
      message = "the reference is locked by another program"
    }
    return GitError(code: code, message: message, operation: "moving \(reference)", kind: .locked)
  }
}
