import Foundation
import Glibc

/// Files that are there whole or not at all.
enum AtomicFile {
  /// Writes a file beside its place, brings it to the disk, and moves it there.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - url: The place.
  /// - Throws: `NetworkError` with the system's reason; what was there stays.
  static func write(_ data: Data, to url: URL) throws(NetworkError) {
    let temporary = "\(url.path).\(getpid()).part"
    func refuse(_ what: String) -> NetworkError {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      return NetworkError("\(url.path) cannot be \(what): \(reason)")
    }
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw refuse("written") }
    var written = 0
    while written < data.count {
      let count = data.withUnsafeBytes { bytes in
        Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let error = refuse("written")
        close(file)
        throw error
      }
      written += count
    }
    guard fsync(file) == 0 else {
      let error = refuse("brought to the disk")
      close(file)
      throw error
    }
    guard close(file) == 0 else { throw refuse("closed") }
    guard rename(temporary, url.path) == 0 else { throw refuse("put in its place") }
    // The new name itself is on the disk only when the folder is.
    let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}
