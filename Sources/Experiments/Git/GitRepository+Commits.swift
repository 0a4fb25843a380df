internal import CLibgit2

/// Who makes a commit.
public struct CommitAuthor: Hashable, Sendable {
  /// The person's or the program's name.
  public var name: String
  /// The address, which need not exist.
  public var email: String

  /// Makes an author.
  ///
  /// - Parameters:
  ///   - name: The person's or the program's name.
  ///   - email: The address, which need not exist.
  public init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}

/// A commit as it is read.
struct GitCommit: Hashable {
  var id: GitObjectID
  var tree: GitObjectID
  var parents: [GitObjectID]
  /// Seconds since 1970.
  var time: Int
  var author: CommitAuthor
  var message: String
}

extension GitRepository {
  /// Stores a commit; no reference is moved.
  func writeCommit(
    tree: GitObjectID, parent: GitObjectID?, message: String, author: CommitAuthor
  ) throws(GitError) -> GitObjectID {
    var signature: UnsafeMutablePointer<git_signature>?
    try check(
      git_signature_now(&signature, author.name, author.email),
      "using the author '\(author.name) <\(author.email)>'")
    defer { git_signature_free(signature) }
    let tree = try lookUpTree(tree)
    defer { git_tree_free(tree) }
    var parents: [OpaquePointer?] = []
    if let parent { parents.append(try lookUpCommit(parent)) }
    defer { for parent in parents { git_commit_free(parent) } }
    var oid = git_oid()
    try check(
      git_commit_create(
        &oid, handle, nil, signature, signature, nil, message, tree, parents.count, &parents),
      "writing a commit to \(path)")
    return GitObjectID(oid)
  }

  private func lookUpCommit(_ id: GitObjectID) throws(GitError) -> OpaquePointer {
    var oid = id.oid
    var commit: OpaquePointer?
    try check(git_commit_lookup(&commit, handle, &oid), "reading the commit \(id)")
    return try filled(commit, "git_commit_lookup")
  }

  /// Reads a commit.
  func commit(_ id: GitObjectID) throws(GitError) -> GitCommit {
    let commit = try lookUpCommit(id)
    defer { git_commit_free(commit) }
    let tree = try filled(git_commit_tree_id(commit), "git_commit_tree_id")
    let author = git_commit_author(commit)?.pointee
    return GitCommit(
      id: id, tree: GitObjectID(tree.pointee),
      parents: (0..<git_commit_parentcount(commit)).compactMap { index in
        git_commit_parent_id(commit, index).map { GitObjectID($0.pointee) }
      },
      time: Int(git_commit_time(commit)),
      author: CommitAuthor(
        name: author?.name.map { String(cString: $0) } ?? "",
        email: author?.email.map { String(cString: $0) } ?? ""),
      message: git_commit_message(commit).map { String(cString: $0) } ?? "")
  }

  /// The commits from one back to its root, the newest first, along first parents.
  func history(from tip: GitObjectID) throws(GitError) -> [GitCommit] {
    var commits = [try commit(tip)]
    while let parent = commits.last?.parents.first { commits.append(try commit(parent)) }
    return commits
  }

  /// The only commit whose name begins with these digits, or nothing.
  ///
  /// - Parameter digits: 7 to 40 hexadecimal digits.
  /// - Returns: The commit.
  func commit(beginningWith digits: String) -> GitObjectID? {
    guard (7...40).contains(digits.count) else { return nil }
    let padded = digits + String(repeating: "0", count: 40 - digits.count)
    guard var oid = GitObjectID(padded)?.oid else { return nil }
    var object: OpaquePointer?
    let code = git_object_lookup_prefix(&object, handle, &oid, digits.count, GIT_OBJECT_COMMIT)
    defer { git_object_free(object) }
    guard code == 0, let id = git_object_id(object)?.pointee else { return nil }
    return GitObjectID(id)
  }

  /// The author that the user's git configuration names, or nothing.
  static func configuredAuthor() -> CommitAuthor? {
    _ = GitLibrary.started
    var configuration: OpaquePointer?
    guard git_config_open_default(&configuration) == 0 else { return nil }
    defer { git_config_free(configuration) }
    guard let name = text("user.name", in: configuration),
      let email = text("user.email", in: configuration)
    else { return nil }
    return CommitAuthor(name: name, email: email)
  }

  private static func text(_ key: String, in configuration: OpaquePointer?) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_config_get_string_buf(&buffer, configuration, key) == 0, let text = buffer.ptr else {
      return nil
    }
    let value = String(cString: text)
    return value.isEmpty ? nil : value
  }
}
