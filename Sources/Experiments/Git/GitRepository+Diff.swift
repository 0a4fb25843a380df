internal import CLibgit2

extension GitRepository {
  /// The difference of two trees as a patch; empty when they are equal.
  ///
  /// - Parameters:
  ///   - old: The tree on the left, or nothing for an empty one.
  ///   - new: The tree on the right, or nothing for an empty one.
  /// - Returns: A unified diff.
  /// - Throws: When a tree cannot be read.
  func patch(from old: GitObjectID?, to new: GitObjectID?) throws(GitError) -> String {
    if old == new { return "" }
    var oldTree: OpaquePointer?
    var newTree: OpaquePointer?
    defer {
      git_tree_free(oldTree)
      git_tree_free(newTree)
    }
    if let old { oldTree = try lookUpTree(old) }
    if let new { newTree = try lookUpTree(new) }
    var diff: OpaquePointer?
    try check(git_diff_tree_to_tree(&diff, handle, oldTree, newTree, nil), "comparing two trees")
    defer { git_diff_free(diff) }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    try check(git_diff_to_buf(&buffer, diff, GIT_DIFF_FORMAT_PATCH), "writing a patch")
    guard let text = buffer.ptr else { return "" }
    let bytes = UnsafeRawBufferPointer(start: text, count: buffer.size)
    return String(decoding: bytes, as: UTF8.self)
  }
}
