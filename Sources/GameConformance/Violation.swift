/// A law that a game broke, and where.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// The law.
  public var law: Law

  /// The seed of the random game in which it was broken.
  public var seed: UInt64

  /// The number of actions before the state concerned.
  public var ply: Int

  /// What was found and what was expected.
  public var detail: String

  /// Law, place and detail in one line.
  public var description: String {
    "\(law.rawValue): \(detail) (seed \(seed), ply \(ply))"
  }
}
