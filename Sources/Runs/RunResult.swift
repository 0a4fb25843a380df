public import Experiments
public import Learning

/// What became of a run.
public struct RunResult: Sendable {
  /// The run.
  public var id: RunIdentifier
  /// The newest commit of the run.
  public var commit: GitObjectID
  /// The strength at the end, by set; empty for a game whose values are not known.
  public var strength: [SetResult]
  /// How a repeated run compares with the first; `nil` for any other.
  public var comparison: DigestChain.Comparison?
}
