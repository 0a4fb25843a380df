/// The run stopped because it was asked to, after a checkpoint.
public struct RunInterrupted: Error, Hashable, Sendable {
  /// Makes the error.
  public init() {}
}
