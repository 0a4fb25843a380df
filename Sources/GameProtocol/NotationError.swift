/// A text that is no position, or no legal move, of a game.
public struct NotationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text that was found.
  public var found: String

  /// What would have been right there.
  public var expected: String

  /// The place of the fault in the text, in characters from 0, where it is known.
  public var offset: Int?

  /// Makes an error.
  public init(found: String, expected: String, offset: Int? = nil) {
    self.found = found
    self.expected = expected
    self.offset = offset
  }

  /// What was found, what was expected, and where.
  public var description: String {
    // A hostile input may be megabytes long; its beginning is enough to recognise it.
    let shown = found.count > 80 ? found.prefix(77) + "..." : found[...]
    let place = offset.map { " at character \($0)" } ?? ""
    return "found \"\(shown)\"\(place), expected \(expected)"
  }
}
