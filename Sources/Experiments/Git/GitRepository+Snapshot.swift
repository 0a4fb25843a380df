internal import CLibgit2
internal import Glibc

extension GitRepository {
  /// Copies this repository's work tree into another repository, as one tree.
  ///
  /// The tree is what `git add -A && git write-tree` would give with an index of its own, less what the
  /// rules refuse; the repository's own index and references are neither written nor locked. Changed
  /// files are stored with their bytes as on the disk, without git's filters.
  ///
  /// - Parameters:
  ///   - store: The repository that takes the objects.
  ///   - rules: What the snapshot may hold.
  /// - Returns: The tree and what it does not hold.
  /// - Throws: When either repository fails; a file that cannot be read is left out instead.
  func snapshot(into store: GitRepository, rules: SnapshotRules) throws(GitError) -> Snapshot {
    var index: OpaquePointer?
    try check(git_index_new(&index), "git_index_new")
    defer { git_index_free(index) }
    let head = try headTree()
    defer { git_tree_free(head) }
    if let head { try fill(index, with: head) }
    let changes = try changes(since: head)
    var leftOut: [LeftOutFile] = []
    // Removals first: a folder that became a file must be gone before the file comes.
    for path in changes.removed { git_index_remove(index, path, 0) }
    try remove(from: index, leftOut: &leftOut, rules)
    let selection = try select(changes.present, index, rules, &leftOut)
    for path in selection.dropped { git_index_remove(index, path, 0) }
    try copyBlobs(of: index, except: Set(selection.added), to: store)
    for path in selection.added {
      let file: (bytes: [UInt8], mode: git_filemode_t)
      do throws(FileError) {
        file = try readFile(path)
      } catch {
        git_index_remove(index, path, 0)
        leftOut.append(LeftOutFile(path: path, reason: error.description))
        continue
      }
      try add(file, as: path, to: index, store)
    }
    var oid = git_oid()
    try check(git_index_write_tree_to(&oid, index, store.handle), "writing the snapshot's tree")
    return Snapshot(
      tree: GitObjectID(oid), leftOut: leftOut.sorted { $0.path < $1.path },
      isDirty: !changes.removed.isEmpty || !changes.present.isEmpty)
  }

  /// Puts the files of a tree into an index, one by one.
  ///
  /// An index that read the tree itself would remember the names of its folders, and later not write
  /// the unchanged ones to the store.
  private func fill(_ index: OpaquePointer?, with tree: OpaquePointer) throws(GitError) {
    var whole: OpaquePointer?
    try check(git_index_new(&whole), "git_index_new")
    defer { git_index_free(whole) }
    try check(git_index_read_tree(whole, tree), "reading the tree of HEAD")
    for position in 0..<git_index_entrycount(whole) {
      try check(
        git_index_add(index, git_index_get_byindex(whole, position)), "copying the tree of HEAD")
    }
  }

  /// The tree of the last commit, to be freed by the caller; nothing before the first commit.
  private func headTree() throws(GitError) -> OpaquePointer? {
    guard let head = try target(of: "HEAD") else { return nil }
    return try lookUpTree(commit(head).tree)
  }

  /// The paths that differ from a tree: those that are on the disk and those that are not.
  private func changes(
    since tree: OpaquePointer?
  ) throws(GitError) -> (present: [String], removed: [String]) {
    var options = git_diff_options()
    try check(
      git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "git_diff_options_init")
    options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
    var diff: OpaquePointer?
    try check(
      git_diff_tree_to_workdir_with_index(&diff, handle, tree, &options),
      "comparing the work tree of \(path)")
    defer { git_diff_free(diff) }
    var present: Set<String> = []
    var removed: Set<String> = []
    for index in 0..<git_diff_num_deltas(diff) {
      guard let delta = git_diff_get_delta(diff, index)?.pointee,
        let name = delta.new_file.path ?? delta.old_file.path
      else { continue }
      let file = String(cString: name)
      // A file that the user took out of the index alone is still there, unless it is ignored.
      var isIgnored: Int32 = 0
      if delta.status == GIT_DELTA_DELETED {
        git_ignore_path_is_ignored(&isIgnored, handle, file)
      }
      if isIgnored == 0, isFileOnDisk(file) { present.insert(file) } else { removed.insert(file) }
    }
    return (present.sorted(), removed.sorted())
  }

  private func isFileOnDisk(_ file: String) -> Bool {
    guard let status = FileSystem.status(of: "\(workTree ?? path)/\(file)") else { return false }
    // A folder here is a repository of its own, which git lists with a slash at the end.
    return status.st_mode & S_IFMT != S_IFDIR || file.hasSuffix("/")
  }

  /// Takes tracked files that the rules deny out of the index.
  private func remove(
    from index: OpaquePointer?, leftOut: inout [LeftOutFile], _ rules: SnapshotRules
  ) throws(GitError) {
    for path in paths(of: index) {
      guard let reason = rules.reasonToDeny(path) else { continue }
      git_index_remove(index, path, 0)
      leftOut.append(LeftOutFile(path: path, reason: reason))
    }
  }

  private func paths(of index: OpaquePointer?) -> [String] {
    (0..<git_index_entrycount(index)).compactMap { position in
      git_index_get_byindex(index, position)?.pointee.path.map { String(cString: $0) }
    }
  }

  /// Decides which changed files enter, and which files must go to keep within the limits.
  private func select(
    _ present: [String], _ index: OpaquePointer?, _ rules: SnapshotRules,
    _ leftOut: inout [LeftOutFile]
  ) throws(GitError) -> (added: [String], dropped: [String]) {
    var sizes: [String: Int] = [:]
    for path in present {
      if let reason = rules.reasonToDeny(path) {
        if !leftOut.contains(where: { $0.path == path }) {
          leftOut.append(LeftOutFile(path: path, reason: reason))
        }
      } else if path.hasSuffix("/") {
        leftOut.append(LeftOutFile(path: path, reason: "a repository of its own"))
      } else if let status = FileSystem.status(of: "\(workTree ?? self.path)/\(path)") {
        let kind = status.st_mode & S_IFMT
        if kind == S_IFREG || kind == S_IFLNK {
          sizes[path] = Int(status.st_size)
        } else {
          leftOut.append(LeftOutFile(path: path, reason: "neither a file nor a link"))
        }
      }
    }
    let added = Set(sizes.keys)
    for path in paths(of: index) where !added.contains(path) {
      sizes[path] = try trackedSize(path, index)
    }
    var total = sizes.values.reduce(0, +)
    var count = sizes.count
    var dropped: Set<String> = []
    // The largest go first, so that as many files as possible stay.
    for (path, size) in sizes.sorted(by: { ($0.value, $0.key) > ($1.value, $1.key) }) {
      let reason: String
      if total > rules.byteLimit {
        reason = "\(size) bytes; the snapshot's limit is \(rules.byteLimit)"
      } else if count > rules.fileLimit {
        reason = "the snapshot's limit is \(rules.fileLimit) files"
      } else {
        break
      }
      total -= size
      count -= 1
      dropped.insert(path)
      leftOut.append(LeftOutFile(path: path, reason: reason))
    }
    return (added.subtracting(dropped).sorted(), dropped.sorted())
  }

  private func trackedSize(_ path: String, _ index: OpaquePointer?) throws(GitError) -> Int {
    guard let entry = git_index_get_bypath(index, path, 0)?.pointee,
      entry.mode != GIT_FILEMODE_COMMIT.rawValue
    else { return 0 }
    var objects: OpaquePointer?
    try check(git_repository_odb(&objects, handle), "git_repository_odb")
    defer { git_odb_free(objects) }
    var oid = entry.id
    var size = 0
    var type = GIT_OBJECT_ANY
    try check(
      git_odb_read_header(&size, &type, objects, &oid), "reading the size of \(path)")
    return size
  }

  /// Copies the contents of an index's unchanged files where the store lacks them.
  private func copyBlobs(
    of index: OpaquePointer?, except changed: Set<String>, to store: GitRepository
  ) throws(GitError) {
    var source: OpaquePointer?
    var target: OpaquePointer?
    try check(git_repository_odb(&source, handle), "git_repository_odb")
    defer { git_odb_free(source) }
    try check(git_repository_odb(&target, store.handle), "git_repository_odb")
    defer { git_odb_free(target) }
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position)?.pointee else { continue }
      // A submodule is recorded by its commit alone.
      if entry.mode == GIT_FILEMODE_COMMIT.rawValue { continue }
      if changed.contains(String(cString: entry.path)) { continue }
      var oid = entry.id
      if git_odb_exists(target, &oid) == 1 { continue }
      var object: OpaquePointer?
      try check(git_odb_read(&object, source, &oid), "reading \(String(cString: entry.path))")
      defer { git_odb_object_free(object) }
      var copy = git_oid()
      try check(
        git_odb_write(
          &copy, target, git_odb_object_data(object), git_odb_object_size(object),
          GIT_OBJECT_BLOB), "copying \(String(cString: entry.path))")
    }
  }

  /// Reads a file or link as it is on the disk.
  private func readFile(
    _ path: String
  ) throws(FileError) -> (bytes: [UInt8], mode: git_filemode_t) {
    let file = "\(workTree ?? self.path)/\(path)"
    guard let status = FileSystem.status(of: file) else {
      throw FileError(operation: "reading", path: file, code: ENOENT)
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      return (try FileSystem.readLink(file), GIT_FILEMODE_LINK)
    }
    let isExecutable = status.st_mode & S_IXUSR != 0
    return (
      try FileSystem.read(file), isExecutable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB
    )
  }

  /// Puts a file into the index, and its bytes into the store.
  private func add(
    _ file: (bytes: [UInt8], mode: git_filemode_t), as path: String, to index: OpaquePointer?,
    _ store: GitRepository
  ) throws(GitError) {
    var entry = git_index_entry()
    entry.id = try store.writeBlob(file.bytes).oid
    entry.mode = file.mode.rawValue
    let code = path.withCString { name in
      entry.path = name
      return git_index_add(index, &entry)
    }
    try check(code, "adding \(path)")
  }

  /// What the repository says about itself: remote address, commit and branch.
  func identity() throws(GitError) -> (url: String?, head: GitObjectID?, branch: String?) {
    let commit = try target(of: "HEAD")
    var branch: String?
    var reference: OpaquePointer?
    if git_repository_head(&reference, handle) == 0 {
      branch = git_reference_shorthand(reference).map { String(cString: $0) }
      git_reference_free(reference)
    }
    var url: String?
    var remote: OpaquePointer?
    if git_remote_lookup(&remote, handle, "origin") == 0 {
      url = git_remote_url(remote).map { String(cString: $0) }
      git_remote_free(remote)
    }
    return (url, commit, branch)
  }
}
