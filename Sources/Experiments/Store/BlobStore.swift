internal import Crypto
internal import Glibc

/// The name and length of a big file that lies beside the repository.
public struct BlobPointer: Hashable, Sendable {
  /// The SHA-256 of the contents, 64 hexadecimal digits.
  public let sha256: String
  /// The length in bytes.
  public let size: Int

  /// Makes a pointer.
  ///
  /// - Parameters:
  ///   - sha256: The SHA-256 of the contents, 64 hexadecimal digits.
  ///   - size: The length in bytes.
  public init(sha256: String, size: Int) {
    self.sha256 = sha256
    self.size = size
  }

  /// The pointer file's text.
  ///
  /// Source: Git LFS specification, version 1, https://git-lfs.github.com/spec/v1
  var text: String {
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(sha256)\nsize \(size)\n"
  }

  /// Reads a pointer file, or nothing if it is none.
  init?(text: String) {
    let lines = text.split(separator: "\n")
    guard lines.count == 3, lines[0] == "version https://git-lfs.github.com/spec/v1",
      lines[1].hasPrefix("oid sha256:"), lines[2].hasPrefix("size "),
      let size = Int(lines[2].dropFirst(5))
    else { return nil }
    let digits = String(lines[1].dropFirst(11))
    guard digits.count == 64, digits.allSatisfy(\.isHexDigit) else { return nil }
    self.init(sha256: digits, size: size)
  }
}

/// Big files by the SHA-256 of their contents, in `objects/ab/cd/<sha256>`.
///
/// A file is there with all its bytes or not at all: it is written under another name, flushed and
/// renamed.
public struct BlobStore: Sendable {
  let folder: String
  let isDurable: Bool

  /// Where a blob lies.
  ///
  /// - Parameter blob: The blob.
  /// - Returns: The file's path; the file need not exist.
  public func path(of blob: BlobPointer) -> String {
    let digits = Array(blob.sha256)
    return "\(folder)/\(String(digits[0..<2]))/\(String(digits[2..<4]))/\(blob.sha256)"
  }

  /// Stores bytes.
  ///
  /// - Parameter bytes: The contents.
  /// - Returns: Their pointer.
  /// - Throws: When the file cannot be written; then nothing is left behind.
  public func store(_ bytes: [UInt8]) throws(ExperimentError) -> BlobPointer {
    let blob = BlobPointer(sha256: hexadecimal(SHA256.hash(data: bytes)), size: bytes.count)
    let path = path(of: blob)
    // What lies there may be damaged, and is then mended.
    if (try? digestOfFile(path)) == blob { return blob }
    try files { () throws(FileError) in
      try FileSystem.writeAtomically(bytes, to: path, isDurable: isDurable)
    }
    return blob
  }

  /// Takes over a file that was written elsewhere; it is moved, not copied, where that is possible.
  ///
  /// - Parameter path: The file; afterwards it is gone.
  /// - Returns: The pointer of its contents.
  /// - Throws: When the file cannot be read or moved; then it stays where it is.
  public func adopt(_ path: String) throws(ExperimentError) -> BlobPointer {
    let blob = try files { () throws(FileError) in try digestOfFile(path) }
    let target = self.path(of: blob)
    try files { () throws(FileError) in
      try FileSystem.move(path, to: target, isDurable: isDurable)
    }
    return blob
  }

  /// Where a blob lies, after checking its contents against its name.
  ///
  /// - Parameter blob: The blob.
  /// - Returns: The file's path.
  /// - Throws: When the file is missing, or is not what its name says.
  public func verifiedPath(of blob: BlobPointer) throws(ExperimentError) -> String {
    let path = path(of: blob)
    guard FileSystem.status(of: path) != nil else { throw missing(path) }
    let found = try files { () throws(FileError) in try digestOfFile(path) }
    guard found == blob else { throw damaged(path) }
    return path
  }

  private func missing(_ path: String) -> ExperimentError {
    .corrupt(path, reason: "the file is missing, though the record refers to it")
  }

  private func damaged(_ path: String) -> ExperimentError {
    .corrupt(path, reason: "its contents are not those that its name stands for; it was damaged")
  }

  /// Reads a blob and checks it against its name.
  ///
  /// - Parameter blob: The blob.
  /// - Returns: The contents.
  /// - Throws: When the file is missing, or is not what its name says.
  public func read(_ blob: BlobPointer) throws(ExperimentError) -> [UInt8] {
    let path = path(of: blob)
    guard FileSystem.status(of: path) != nil else { throw missing(path) }
    let bytes = try files { () throws(FileError) in try FileSystem.read(path) }
    guard bytes.count == blob.size, hexadecimal(SHA256.hash(data: bytes)) == blob.sha256 else {
      throw damaged(path)
    }
    return bytes
  }
}

/// The SHA-256 of a file's contents as 64 hexadecimal digits, with its length in bytes.
///
/// - Parameter path: The file.
/// - Returns: Digest and length.
/// - Throws: When the file cannot be read.
func digestOfFile(_ path: String) throws(FileError) -> BlobPointer {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError(operation: "opening", path: path, code: errno) }
  defer { close(descriptor) }
  var hash = SHA256()
  var size = 0
  try FileSystem.readChunks(descriptor, path) { chunk in
    hash.update(data: chunk)
    size += chunk.count
  }
  return BlobPointer(sha256: hexadecimal(hash.finalize()), size: size)
}
