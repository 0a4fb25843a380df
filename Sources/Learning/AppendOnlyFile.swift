import Glibc

/// A file that grows at its end: what a shard needs of the system, and no more.
protocol AppendOnlyFile: AnyObject {
  /// The name for error texts.
  var path: String { get }
  /// The size, in bytes.
  var size: Int { get }
  /// Writes bytes at the end; on an error some of them may have been written.
  func append(_ bytes: [UInt8]) throws(FileFailure)
  /// Cuts the file to a size.
  func truncate(to size: Int) throws(FileFailure)
  /// Waits until the bytes are on the disk.
  func synchronize() throws(FileFailure)
  /// A part of the file; shorter where the file ends.
  func read(_ range: Range<Int>) throws(FileFailure) -> [UInt8]
}

/// A system call that failed on a file.
struct FileFailure: Error, Hashable {
  /// What was tried, as "cannot …" continues.
  var attempt: String
  /// The system's error number.
  var code: Int32

  /// Whether there was no room: a full disk, a quota or a limit on the file's size.
  var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// The system's words for the error.
  var reason: String { String(cString: strerror(code)) }
}

/// A file of the operating system.
final class SystemFile: AppendOnlyFile {
  let path: String
  private(set) var size: Int
  private let descriptor: Int32

  /// Opens a file for reading and appending, made if it is missing.
  init(path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileFailure(attempt: "open", code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileFailure(attempt: "examine", code: code)
    }
    size = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// Opens a file, as a function that may be replaced by another.
  static func make(path: String) throws(FileFailure) -> any AppendOnlyFile {
    try SystemFile(path: path)
  }

  func append(_ bytes: [UInt8]) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(size + done))
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw FileFailure(attempt: "write to", code: errno)
      }
      done += written
    }
    size += bytes.count
  }

  func truncate(to size: Int) throws(FileFailure) {
    guard ftruncate(descriptor, off_t(size)) == 0 else {
      throw FileFailure(attempt: "shorten", code: errno)
    }
    self.size = size
  }

  func synchronize() throws(FileFailure) {
    guard fsync(descriptor) == 0 else { throw FileFailure(attempt: "flush", code: errno) }
  }

  func read(_ range: Range<Int>) throws(FileFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(
          descriptor, $0.baseAddress.map { $0 + done }, $0.count - done,
          off_t(range.lowerBound + done))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(attempt: "read", code: errno)
      }
      if count == 0 { break }
      done += count
    }
    bytes.removeLast(bytes.count - done)
    return bytes
  }
}

/// The names in a folder, in ascending order; the folder is made if it is missing.
func namesInFolder(_ path: String) throws(FileFailure) -> [String] {
  if mkdir(path, 0o755) != 0, errno != EEXIST {
    throw FileFailure(attempt: "make", code: errno)
  }
  guard let folder = opendir(path) else { throw FileFailure(attempt: "list", code: errno) }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}
