/// Why an engine cannot do what it was asked for: a sentence that says what was found and what was
/// expected.
public struct EngineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence, without a full stop.
  public let description: String

  /// Makes an error.
  ///
  /// - Parameter description: What was found and what was expected.
  public init(_ description: String) {
    self.description = description
  }
}
