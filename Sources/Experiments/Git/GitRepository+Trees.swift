internal import CLibgit2

/// An entry of a tree as it is read.
struct GitTreeEntry: Hashable {
  var name: String
  var id: GitObjectID
  var isTree: Bool
}

/// What is to be put into a tree, by path.
enum GitTreeContent {
  /// A file of these bytes.
  case bytes([UInt8])
  /// A tree that is stored already.
  case tree(GitObjectID)
}

extension GitRepository {
  /// Stores a tree that has the entries of another and, above them, the given files and trees.
  ///
  /// - Parameters:
  ///   - contents: Files and trees by path; folders on the way are made.
  ///   - base: The tree to start from, or nothing for an empty one.
  /// - Returns: The new tree.
  /// - Throws: When an object cannot be written.
  func writeTree(
    _ contents: [String: GitTreeContent], over base: GitObjectID? = nil
  ) throws(GitError) -> GitObjectID {
    var direct: [String: GitTreeContent] = [:]
    var nested: [String: [String: GitTreeContent]] = [:]
    for (path, content) in contents {
      let parts = path.split(separator: "/", maxSplits: 1)
      if parts.count == 2 {
        nested[String(parts[0]), default: [:]][String(parts[1])] = content
      } else {
        direct[path] = content
      }
    }
    var baseTree: OpaquePointer?
    if let base { baseTree = try lookUpTree(base) }
    defer { git_tree_free(baseTree) }
    var builder: OpaquePointer?
    try check(git_treebuilder_new(&builder, handle, baseTree), "git_treebuilder_new")
    defer { git_treebuilder_free(builder) }
    for (name, content) in direct {
      switch content {
      case .bytes(let bytes):
        try insert(try writeBlob(bytes), GIT_FILEMODE_BLOB, as: name, into: builder)
      case .tree(let id): try insert(id, GIT_FILEMODE_TREE, as: name, into: builder)
      }
    }
    for (name, contents) in nested {
      var inner: GitObjectID?
      if let base { inner = try entry(name, of: base).flatMap { $0.isTree ? $0.id : nil } }
      try insert(try writeTree(contents, over: inner), GIT_FILEMODE_TREE, as: name, into: builder)
    }
    var oid = git_oid()
    try check(git_treebuilder_write(&oid, builder), "writing a tree to \(path)")
    return GitObjectID(oid)
  }

  private func insert(
    _ id: GitObjectID, _ mode: git_filemode_t, as name: String, into builder: OpaquePointer?
  ) throws(GitError) {
    var oid = id.oid
    try check(
      git_treebuilder_insert(nil, builder, name, &oid, mode), "putting '\(name)' into a tree")
  }

  /// The caller frees the tree.
  func lookUpTree(_ id: GitObjectID) throws(GitError) -> OpaquePointer {
    var oid = id.oid
    var tree: OpaquePointer?
    try check(git_tree_lookup(&tree, handle, &oid), "reading the tree \(id)")
    return try filled(tree, "git_tree_lookup")
  }

  /// The entry of a tree at a path, or nothing.
  func entry(_ path: String, of tree: GitObjectID) throws(GitError) -> GitTreeEntry? {
    let tree = try lookUpTree(tree)
    defer { git_tree_free(tree) }
    var entry: OpaquePointer?
    let code = git_tree_entry_bypath(&entry, tree, path)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check(code, "looking for '\(path)' in a tree")
    defer { git_tree_entry_free(entry) }
    return entry.flatMap(GitRepository.read)
  }

  /// The entries of a tree in git's order.
  func entries(of tree: GitObjectID) throws(GitError) -> [GitTreeEntry] {
    let tree = try lookUpTree(tree)
    defer { git_tree_free(tree) }
    return (0..<git_tree_entrycount(tree)).compactMap { index in
      git_tree_entry_byindex(tree, index).flatMap(GitRepository.read)
    }
  }

  private static func read(_ entry: OpaquePointer) -> GitTreeEntry? {
    guard let name = git_tree_entry_name(entry), let oid = git_tree_entry_id(entry) else {
      return nil
    }
    return GitTreeEntry(
      name: String(cString: name), id: GitObjectID(oid.pointee),
      isTree: git_tree_entry_type(entry) == GIT_OBJECT_TREE)
  }

  /// The contents of the file at a path of a tree, or nothing where there is none.
  func file(_ path: String, of tree: GitObjectID) throws(GitError) -> [UInt8]? {
    guard let entry = try entry(path, of: tree), !entry.isTree else { return nil }
    return try readBlob(entry.id)
  }
}
