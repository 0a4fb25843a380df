/// Recorded games that cannot be written, read or used.
public enum ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system refused an operation on a file.
  case fileFailure(path: String, attempt: String, reason: String)
  /// There is no room for a record; everything written before is still there.
  case diskFull(path: String, byteCount: Int, reason: String)
  /// A file in the folder does not begin as a shard does.
  case notAShard(path: String, found: String)
  /// A shard was written by another version.
  case unsupportedShard(path: String, found: UInt32, expected: UInt32)
  /// Bytes of a shard are damaged.
  case corruptRecord(path: String, offset: Int, reason: String)
  /// A record is of another game, version or options.
  case foreignGame(path: String, offset: Int, found: GameIdentity, expected: GameIdentity)
  /// Two different records have the same number.
  case conflictingRecord(game: UInt64)
  /// A game that the window needs is not in the shards.
  case missingGame(UInt64)
  /// A record cannot be kept.
  case unusableRecord(GameRecordError)
  /// Exported priorities do not belong to this window.
  case foreignPriorities(found: String, expected: String)

  /// What was found, what was expected, where, and what to do.
  public var description: String {
    switch self {
    case .fileFailure(let path, let attempt, let reason):
      "cannot \(attempt) \(path): \(reason)"
    case .diskFull(let path, let byteCount, let reason):
      """
      no room for \(byteCount) bytes in \(path): \(reason); nothing recorded is lost; \
      free some space and resume
      """
    case .notAShard(let path, let found):
      "\(path) is not a shard of recorded games: found \(found)"
    case .unsupportedShard(let path, let found, let expected):
      "\(path): found shard version \(found), expected \(expected)"
    case .corruptRecord(let path, let offset, let reason):
      "\(path), byte \(offset): corrupt record: \(reason)"
    case .foreignGame(let path, let offset, let found, let expected):
      "\(path), byte \(offset): found a record of \(found), expected \(expected)"
    case .conflictingRecord(let game):
      "game \(game) is already recorded, and differently"
    case .missingGame(let game):
      """
      game \(game) is missing among the recorded games; bring their folder back, or begin a new run of \
      the same configuration, which plays the same games
      """
    case .unusableRecord(let error):
      error.description
    case .foreignPriorities(let found, let expected):
      "priorities of another window: found \(found), expected \(expected)"
    }
  }

  /// The error for a failed system call.
  static func file(_ failure: FileFailure, path: String, byteCount: Int = 0) -> ReplayError {
    failure.isFull
      ? .diskFull(path: path, byteCount: byteCount, reason: failure.reason)
      : .fileFailure(path: path, attempt: failure.attempt, reason: failure.reason)
  }
}
