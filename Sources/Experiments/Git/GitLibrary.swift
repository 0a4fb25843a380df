internal import CLibgit2

/// The process-wide state of libgit2.
enum GitLibrary {
  /// Starts the library once; every repository asks for it first.
  static let started: Bool = {
    git_libgit2_init()
    // Extensions that change where files lie or which objects are present, but not how anything that
    // is read here is stored; without them such repositories would not open.
    var names: [UnsafePointer<CChar>?] = []
    let extensions = ["worktreeconfig", "relativeworktrees", "partialclone"]
    for name in extensions { names.append(UnsafePointer(copy(name))) }
    shim_set_extensions(&names, names.count)
    for name in names { UnsafeMutablePointer(mutating: name)?.deallocate() }
    return true
  }()

  /// Whether objects and references reach the disk before a call returns.
  static func setDurable(_ isDurable: Bool) {
    _ = started
    shim_set_fsync(isDurable ? 1 : 0)
  }

  /// A C string of its own memory.
  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let characters = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    copy.initialize(from: characters, count: characters.count)
    return copy
  }
}
