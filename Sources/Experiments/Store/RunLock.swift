internal import Glibc

/// The sign that a process is working on a run: a lock that the kernel frees when the process ends,
/// however it ends.
final class RunLock {
  private var descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    release()
  }

  /// Takes the lock, or gives nothing when another holder has it.
  ///
  /// - Parameter path: The lock file; it is made, and never deleted.
  /// - Returns: The lock, or nothing.
  /// - Throws: When the file cannot be made.
  static func take(_ path: String) throws(FileError) -> RunLock? {
    if let folder = FileSystem.parent(of: path) { try FileSystem.makeFolder(folder) }
    // Children of the process must not keep the lock alive.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(operation: "opening", path: path, code: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return RunLock(descriptor: descriptor) }
    let code = errno
    close(descriptor)
    if code == EWOULDBLOCK { return nil }
    throw FileError(operation: "locking", path: path, code: code)
  }

  /// Whether somebody holds the lock just now.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Gives the lock back.
  func release() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
