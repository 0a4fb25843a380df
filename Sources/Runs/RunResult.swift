public import Experiments

/// What became of a run.
public struct RunResult: Sendable {
  /// The run.
  public var id: RunIdentifier
  /// The newest commit of the run.
  public var commit: GitObjectID
  /// The strength at the end; `nil` where it cannot be measured.
  public var strength: MeasuredStrength?
  /// How a repeated run compares with the first; `nil` for any other.
  public var comparison: DigestChain.Comparison?
}
