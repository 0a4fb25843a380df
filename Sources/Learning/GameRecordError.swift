/// A game record that cannot be read, or does not fit its game.
public enum GameRecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The encoding has another version.
  case unsupportedVersion(found: Int, expected: Int)
  /// The bytes at an offset from the record's first byte are not what belongs there.
  case malformed(offset: Int, found: String, expected: String)
  /// The parts of the record contradict one another.
  case inconsistent(game: UInt64, ply: Int?, found: String, expected: String)

  /// What was found, what was expected and where.
  public var description: String {
    switch self {
    case .unsupportedVersion(let found, let expected):
      return "game record: found version \(found), expected \(expected)"
    case .malformed(let offset, let found, let expected):
      return "game record, byte \(offset): found \(found), expected \(expected)"
    case .inconsistent(let game, let ply, let found, let expected):
      let place = ply.map { ", ply \($0)" } ?? ""
      return "record of game \(game)\(place): found \(found), expected \(expected)"
    }
  }
}
