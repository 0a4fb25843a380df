internal import CLibgit2

/// One open git repository.
///
/// Not `Sendable`: a handle and what comes from it belong to one thread at a time.
final class GitRepository {
  let handle: OpaquePointer
  let path: String

  private init(handle: OpaquePointer, path: String) {
    self.handle = handle
    self.path = path
  }

  deinit {
    git_repository_free(handle)
  }

  /// Makes a bare repository, with the folders around it.
  static func createBare(at path: String) throws(GitError) -> GitRepository {
    _ = GitLibrary.started
    var options = git_repository_init_options()
    try check(
      git_repository_init_options_init(
        &options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)), "git_repository_init_options_init")
    options.flags = GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue
    var handle: OpaquePointer?
    let operation = "creating the repository \(path)"
    try check(git_repository_init_ext(&handle, path, &options), operation)
    return GitRepository(handle: try filled(handle, operation), path: path)
  }

  /// Opens a bare repository at exactly this path.
  ///
  /// - Throws: Who owns it or what format it has, when that is why it cannot be opened.
  static func openBare(at path: String) throws(GitError) -> GitRepository {
    // git_repository_open_bare would check neither the owner nor the format.
    let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_BARE.rawValue
    return try open(path, flags: flags)
  }

  /// Opens the repository whose work tree holds a folder.
  static func openWorkTree(around folder: String) throws(GitError) -> GitRepository {
    try open(folder, flags: 0)
  }

  private static func open(_ path: String, flags: UInt32) throws(GitError) -> GitRepository {
    _ = GitLibrary.started
    let operation = "opening the repository \(path)"
    var handle: OpaquePointer?
    do {
      try check(git_repository_open_ext(&handle, path, flags, nil), operation)
    } catch {
      throw explained(error, path)
    }
    return GitRepository(handle: try filled(handle, operation), path: path)
  }

  private static func explained(_ error: GitError, _ path: String) -> GitError {
    let message: String
    switch error.kind {
    case .foreignOwner:
      message =
        "it belongs to \(FileSystem.ownerName(of: path)), not to "
        + "\(FileSystem.currentUserName); change the owner, or run as that user"
    case .unsupportedFormat:
      message =
        "its format is not supported (\(error.message)); "
        + "expected a SHA-1 repository with loose references"
    default: return error
    }
    return GitError(
      code: error.code, message: message, operation: error.operation, kind: error.kind)
  }

  /// The folder of the work tree without a slash at the end, or nothing for a bare repository.
  var workTree: String? {
    guard let path = git_repository_workdir(handle) else { return nil }
    var text = String(cString: path)
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
