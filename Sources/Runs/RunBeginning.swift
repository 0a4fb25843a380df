public import Experiments

/// A run that is about to take its first step.
public struct RunBeginning: Hashable, Sendable {
  /// The run.
  public let id: RunIdentifier

  /// What differs from the programs, the software and the machine of the record that is resumed or
  /// repeated; while there is anything, the same results to the bit are not promised.
  public let obstacles: [ConfigurationDifference]

  /// Tells of a run.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - obstacles: What differs from the record that is resumed or repeated.
  public init(id: RunIdentifier, obstacles: [ConfigurationDifference] = []) {
    self.id = id
    self.obstacles = obstacles
  }
}
