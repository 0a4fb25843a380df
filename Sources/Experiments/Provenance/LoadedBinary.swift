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

/// As much of the format of Linux programs as it takes to find the build identifier.
///
/// Source: System V ABI, chapter 5, "Program Header" and "Note Section"; 64 bits, little-endian.
enum ELF {
  /// The identifier in the note of type 3 of owner `GNU`, in hexadecimal digits, or nothing.
  static func buildID(_ file: Data) -> String? {
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), file.count >= 64 else { return nil }
    let tableStart = number(file, at: 32, bytes: 8)
    let entrySize = number(file, at: 54, bytes: 2)
    for index in 0..<number(file, at: 56, bytes: 2) {
      let entry = tableStart + index * entrySize
      // Type 4 is a segment of notes.
      guard entry >= 0, entry + 56 <= file.count, number(file, at: entry, bytes: 4) == 4 else {
        continue
      }
      let start = number(file, at: entry + 8, bytes: 8)
      let size = number(file, at: entry + 32, bytes: 8)
      guard start >= 0, size >= 0, start <= file.count, size <= file.count - start else { continue }
      if let found = buildID(inNotes: file, from: start, to: start + size) { return found }
    }
    return nil
  }

  private static func buildID(inNotes file: Data, from start: Int, to end: Int) -> String? {
    var note = start
    while note + 12 <= end {
      let nameSize = number(file, at: note, bytes: 4)
      let contentSize = number(file, at: note + 4, bytes: 4)
      let content = note + 12 + (nameSize + 3) / 4 * 4
      let next = content + (contentSize + 3) / 4 * 4
      guard next <= end else { return nil }
      let isGNU = file[(note + 12)..<(note + 12 + nameSize)].elementsEqual("GNU\0".utf8)
      if isGNU, number(file, at: note + 8, bytes: 4) == 3 {
        return hexadecimal(file[content..<content + contentSize])
      }
      note = next
    }
    return nil
  }

  /// An unsigned number, the lowest byte first; one that does not fit is negative.
  private static func number(_ file: Data, at start: Int, bytes: Int) -> Int {
    guard start >= 0, start + bytes <= file.count else { return -1 }
    var value: UInt64 = 0
    for index in (0..<bytes).reversed() { value = value << 8 | UInt64(file[start + index]) }
    return Int(truncatingIfNeeded: value)
  }
}
