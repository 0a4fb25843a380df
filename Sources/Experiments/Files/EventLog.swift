internal import Crypto
internal import Glibc

/// The live log of a run: one JSON object a line, in `events.jsonl`.
///
/// A line is appended with one call of the system, so that a killed process leaves at most one torn
/// line, which readers drop. At the size limit the file is put aside as `events.1.jsonl`,
/// `events.2.jsonl` and so on.
public struct EventLog: Sendable {
  /// One piece of the log and the digest of its contents.
  public struct Segment: Hashable, Sendable, Codable {
    /// The file's name.
    public let name: String
    /// The SHA-256 of the file, 64 hexadecimal digits.
    public let sha256: String
    /// The length in bytes.
    public let size: Int
  }

  /// The folder that holds the log.
  public let folder: String
  /// The size at which a segment is put aside, in bytes.
  public let segmentLimit: Int

  /// Makes a log; nothing is written yet.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds the log.
  ///   - segmentLimit: The size at which a segment is put aside, in bytes.
  public init(folder: String, segmentLimit: Int = 64 << 20) {
    self.folder = folder
    self.segmentLimit = segmentLimit
  }

  private var path: String { "\(folder)/events.jsonl" }

  /// Appends an event; time and number are for the caller to put in.
  ///
  /// One process writes, readers may look on.
  ///
  /// - Parameter event: The fields; `t`, `seq` and `kind` by custom.
  /// - Throws: When the line cannot be written.
  public func append(_ event: [String: ConfigValue]) throws(ExperimentError) {
    var line = Array(CanonicalJSON.line(.table(event)).utf8)
    line.append(UInt8(ascii: "\n"))
    try files { () throws(FileError) in try append(line) }
  }

  private func append(_ line: [UInt8]) throws(FileError) {
    let size = FileSystem.status(of: path).map { Int($0.st_size) } ?? 0
    if size > 0, size + line.count > segmentLimit { try rotate() }
    try FileSystem.makeFolder(folder)
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(operation: "opening", path: path, code: errno) }
    defer { close(descriptor) }
    try FileSystem.write(tornLineEnd(descriptor) + line, to: descriptor, path)
  }

  /// The line feed that a line cut short by a kill lacks.
  private func tornLineEnd(_ descriptor: Int32) -> [UInt8] {
    var last: UInt8 = 0
    let end = lseek(descriptor, 0, SEEK_END)
    guard end > 0, pread(descriptor, &last, 1, end - 1) == 1, last != UInt8(ascii: "\n") else {
      return []
    }
    return [UInt8(ascii: "\n")]
  }

  private func rotate() throws(FileError) {
    let old = "\(folder)/events.\(fullSegments.count + 1).jsonl"
    guard rename(path, old) == 0 else {
      throw FileError(operation: "renaming", path: path, code: errno)
    }
  }

  /// The names of the segments put aside, the oldest first.
  private var fullSegments: [String] {
    let numbers = FileSystem.names(in: folder).compactMap { name -> Int? in
      guard name.hasPrefix("events."), name.hasSuffix(".jsonl") else { return nil }
      return Int(name.dropFirst(7).dropLast(6))
    }
    return numbers.sorted().map { "events.\($0).jsonl" }
  }

  private var segmentNames: [String] {
    fullSegments + (FileSystem.status(of: path) == nil ? [] : ["events.jsonl"])
  }

  /// The events in the order of writing; lines that were torn by a kill are dropped.
  ///
  /// - Returns: The events; none when nothing was logged.
  /// - Throws: When a segment cannot be read.
  public func read() throws(ExperimentError) -> [ConfigValue] {
    var events: [ConfigValue] = []
    for name in segmentNames {
      let bytes = try files { () throws(FileError) in try FileSystem.read("\(folder)/\(name)") }
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        if let document = try? JSONReader.read(String(decoding: line, as: UTF8.self)) {
          events.append(document.values)
        }
      }
    }
    return events
  }

  /// The digests of the segments, the oldest first, for the record of the result.
  ///
  /// - Returns: One entry per segment.
  /// - Throws: When a segment cannot be read.
  public func segments() throws(ExperimentError) -> [Segment] {
    var segments: [Segment] = []
    for name in segmentNames {
      let digest = try files { () throws(FileError) in try digestOfFile("\(folder)/\(name)") }
      segments.append(Segment(name: name, sha256: digest.sha256, size: digest.size))
    }
    return segments
  }
}
