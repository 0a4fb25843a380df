/// An SGF text that cannot be read, or a record that is no game of Go.
public struct SGFError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place of the fault, in bytes from 0.
  public var offset: Int
  /// The line of the fault, from 1.
  public var line: Int
  /// What was found.
  public var found: String
  /// What would have been right.
  public var expected: String

  /// What was found, what was expected, and where.
  public var description: String {
    "line \(line), byte \(offset): found \"\(found)\", expected \(expected)"
  }
}
