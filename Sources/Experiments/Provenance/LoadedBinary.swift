import Foundation
import Glibc
import Synchronization

/// A program or library whose code is in the process.
public struct LoadedBinary: Hashable, Sendable, Codable {
  /// Where its file lies.
  public let path: String
  /// The file's length in bytes.
  public let size: Int
  /// The SHA-256 of the file, 64 hexadecimal digits; empty when the file has been replaced or deleted.
  public let sha256: String
  /// The identifier that the linker gave it, in hexadecimal digits, if it has one.
  public let buildID: String?

  /// Every file whose code is in this process, sorted by path.
  ///
  /// What is loaded is recorded, not what lies in the build folder now.
  static func ofThisProcess() -> [LoadedBinary] {
    guard let maps = try? FileSystem.read("/proc/self/maps") else { return [] }
    var paths: Set<String> = []
    for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
      // address, permissions, offset, device, inode, path
      let parts = line.split(separator: " ", maxSplits: 5)
      guard parts.count == 6, parts[1].contains("x") else { continue }
      let path = parts[5].drop { $0 == " " }
      if path.hasPrefix("/") { paths.insert(String(path)) }
    }
    return paths.sorted().map(file(at:))
  }

  /// A file, which is read once as long as it stays the same: LibTorch alone takes a second.
  static func file(at path: String) -> LoadedBinary {
    var status = stat()
    guard stat(path, &status) == 0 else { return LoadedBinary(path: path) }
    let version = FileVersion(path: path, status)
    if let found = known.withLock({ $0[version] }) { return found }
    let found = LoadedBinary(path: path)
    known.withLock { $0[version] = found }
    return found
  }

  /// What was found in files.
  private static let known = Mutex<[FileVersion: LoadedBinary]>([:])

  /// A file, and what changes with what is in it.
  private struct FileVersion: Hashable {
    let path: String
    let numbers: [Int]

    init(path: String, _ status: stat) {
      self.path = path
      numbers = [
        Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
        status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
      ]
    }
  }

  private init(path: String) {
    self.path = path
    let digest = try? digestOfFile(path)
    size = digest?.size ?? 0
    sha256 = digest?.sha256 ?? ""
    // Mapped, because a few bytes of it are looked at.
    let file = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    buildID = file.flatMap { ELF.buildID($0) }
  }
}
