/// Why a network, its weights, its file or its library cannot be used.
public struct NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected and where.
  public var description: String

  /// Makes an error of its text.
  public init(_ description: String) {
    self.description = description
  }
}
