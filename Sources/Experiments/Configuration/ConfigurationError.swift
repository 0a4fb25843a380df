/// One thing that is wrong with a configuration.
public struct ConfigProblem: Hashable, Sendable, CustomStringConvertible {
  /// Where it was found: `file:line`, `preset NAME`, `override`, or nothing.
  public var place: String?
  /// What was found and what was expected.
  public var message: String

  /// Makes a problem.
  ///
  /// - Parameters:
  ///   - message: What was found and what was expected.
  ///   - place: Where it was found.
  public init(_ message: String, place: String? = nil) {
    self.message = message
    self.place = place
  }

  /// The place and the message.
  public var description: String {
    if let place { "\(place): \(message)" } else { message }
  }
}

/// Everything that is wrong with a configuration, found in one go.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems, in the order of the layers and of the keys in them; never empty.
  public let problems: [ConfigProblem]

  /// Makes an error of one or more problems.
  ///
  /// - Parameter problems: The problems in reading order.
  public init(_ problems: [ConfigProblem]) {
    self.problems = problems
  }

  /// The problems, one a line.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
