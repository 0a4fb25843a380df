internal import Glibc
internal import Synchronization

/// Why a file could not be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public let operation: String
  /// The file.
  public let path: String
  /// The system's error number.
  public let code: Int32

  /// Whether the disk, or the user's share of it, is full.
  public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// The failure in words.
  public var description: String {
    let reason = String(cString: strerror(code))
    return "\(operation) \(path): \(reason)"
  }
}

/// The few operations on files that the store needs.
enum FileSystem {
  /// Removes a file if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Removes a folder and everything in it, as far as that is possible.
  static func removeFolder(_ path: String) {
    for name in names(in: path) {
      let inner = "\(path)/\(name)"
      if let status = status(of: inner), status.st_mode & S_IFMT == S_IFDIR {
        removeFolder(inner)
      } else {
        unlink(inner)
      }
    }
    rmdir(path)
  }

  /// The whole contents of a file.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(operation: "opening", path: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    try readChunks(descriptor, path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Passes the contents of an open file on in pieces.
  static func readChunks(
    _ descriptor: Int32, _ path: String, _ body: (ArraySlice<UInt8>) -> Void
  ) throws(FileError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(operation: "reading", path: path, code: errno)
      }
      body(buffer[..<count])
    }
  }

  /// Makes a folder and those around it.
  static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = parent(of: path) else {
      throw FileError(operation: "making the folder", path: path, code: errno)
    }
    try makeFolder(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw FileError(operation: "making the folder", path: path, code: errno)
    }
  }

  /// Writes a file so that it is either there with all its bytes, on the disk, or not there.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - path: The file; its folder is made.
  ///   - isDurable: Whether to wait for the disk.
  /// - Throws: When it cannot be written; then nothing is left behind.
  static func writeAtomically(
    _ bytes: [UInt8], to path: String, isDurable: Bool
  ) throws(FileError) {
    let folder = parent(of: path) ?? "."
    try makeFolder(folder)
    let temporary = "\(path).tmp-\(getpid())-\(nextNumber())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError(operation: "making", path: temporary, code: errno)
    }
    do throws(FileError) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, path)
      if isDurable, fsync(descriptor) != 0 {
        throw FileError(operation: "flushing", path: path, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw FileError(operation: "renaming to", path: path, code: code)
    }
    if isDurable { flushFolder(folder) }
  }

  /// Moves a file, across file systems too; its folder is made.
  static func move(
    _ path: String, to target: String, isDurable: Bool
  ) throws(FileError) {
    let folder = parent(of: target) ?? "."
    try makeFolder(folder)
    if isDurable { try flush(path) }
    if rename(path, target) == 0 {
      if isDurable { flushFolder(folder) }
      return
    }
    guard errno == EXDEV else {
      throw FileError(operation: "moving to \(target)", path: path, code: errno)
    }
    try writeAtomically(try read(path), to: target, isDurable: isDurable)
    unlink(path)
  }

  /// Waits until a file is on the disk.
  private static func flush(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(operation: "opening", path: path, code: errno) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 {
      throw FileError(operation: "flushing", path: path, code: errno)
    }
  }

  /// Writes all bytes to an open file.
  static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(operation: "writing", path: path, code: errno)
      }
      start += count
    }
  }

  /// Makes the names in a folder survive a loss of power.
  static func flushFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The folder around a path, or nothing at the top.
  static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The metadata of what stands at a path, links not followed, or nothing.
  static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// The text of a symbolic link.
  static func readLink(_ path: String) throws(FileError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
    }
    guard count >= 0 else { throw FileError(operation: "reading", path: path, code: errno) }
    return Array(buffer[..<count])
  }

  /// The names in a folder, sorted; none when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Seconds since a file was last written, or nothing where there is none.
  static func age(of path: String) -> Double? {
    guard let status = status(of: path) else { return nil }
    return Double(time(nil) - status.st_mtim.tv_sec)
  }

  /// Seconds of a clock that never goes back.
  static var monotonicSeconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The login name of a file's owner, or the number of one without a name.
  static func ownerName(of path: String) -> String {
    guard let status = status(of: path) else { return "nobody" }
    return userName(status.st_uid)
  }

  /// The login name of the user that the process runs as.
  static var currentUserName: String { userName(geteuid()) }

  private static func userName(_ user: uid_t) -> String {
    var entry = passwd()
    var buffer = [CChar](repeating: 0, count: 4096)
    var found: UnsafeMutablePointer<passwd>?
    let code = getpwuid_r(user, &entry, &buffer, buffer.count, &found)
    guard code == 0, found != nil, let name = entry.pw_name else { return "user \(user)" }
    return String(cString: name)
  }

  /// The machine's name.
  static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return buffer.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? "localhost"
    }
  }

  /// Numbers the temporary files of this process.
  private static let counter = Atomic<UInt64>(0)

  /// A number that no other file of this process has.
  static func nextNumber() -> UInt64 {
    counter.add(1, ordering: .relaxed).newValue
  }
}
