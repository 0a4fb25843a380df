internal import CLibgit2

extension GitRepository {
  /// Stores a file's contents.
  func writeBlob(_ bytes: [UInt8]) throws(GitError) -> GitObjectID {
    var oid = git_oid()
    try check(
      git_blob_create_from_buffer(&oid, handle, bytes, bytes.count),
      "writing \(bytes.count) bytes to \(path)")
    return GitObjectID(oid)
  }

  /// The contents of a file.
  func readBlob(_ id: GitObjectID) throws(GitError) -> [UInt8] {
    var oid = id.oid
    var blob: OpaquePointer?
    try check(git_blob_lookup(&blob, handle, &oid), "reading the blob \(id)")
    defer { git_blob_free(blob) }
    let bytes = UnsafeRawBufferPointer(
      start: git_blob_rawcontent(blob), count: Int(git_blob_rawsize(blob)))
    return Array(bytes)
  }
}
