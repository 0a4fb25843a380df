/// What a snapshot of a work tree may hold.
public struct SnapshotRules: Hashable, Sendable {
  /// The most bytes, all files together.
  public var byteLimit: Int
  /// The most files.
  public var fileLimit: Int

  /// Makes the rules.
  ///
  /// - Parameters:
  ///   - byteLimit: The most bytes, all files together.
  ///   - fileLimit: The most files.
  public init(byteLimit: Int = 64 << 20, fileLimit: Int = 20_000) {
    self.byteLimit = byteLimit
    self.fileLimit = fileLimit
  }

  /// Why a file never enters a snapshot, whatever git's ignore rules say, or nothing if it may.
  func reasonToDeny(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    if parts.first == ".tesuji" { return "the experiment store itself" }
    guard let name = parts.last else { return nil }
    let isEnvironment = name == ".env" || name.hasPrefix(".env.")
    let isKey = name.hasSuffix(".pem") || (name.hasPrefix("id_") && !name.contains("."))
    return isEnvironment || isKey ? "may hold a secret" : nil
  }
}

/// A file that a snapshot does not hold.
public struct LeftOutFile: Hashable, Sendable, Codable {
  /// The path from the work tree's top.
  public let path: String
  /// Why it is left out.
  public let reason: String
}

/// A copy of a work tree as it is on the disk, uncommitted and untracked files included.
struct Snapshot {
  var tree: GitObjectID
  var leftOut: [LeftOutFile]
  /// Whether anything differs from the last commit.
  var isDirty: Bool
}
