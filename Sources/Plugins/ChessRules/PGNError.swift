/// A game of a PGN text that cannot be read.
public struct PGNError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which game of the text, from 1.
  public var game: Int
  /// The line of the fault in the whole text, from 1.
  public var line: Int
  /// The column of the fault, in bytes from 1.
  public var column: Int
  /// What was found.
  public var found: String
  /// What would have been right.
  public var expected: String

  /// What was found, what was expected, and where.
  public var description: String {
    "game \(game), line \(line), column \(column): found \"\(found)\", expected \(expected)"
  }
}
