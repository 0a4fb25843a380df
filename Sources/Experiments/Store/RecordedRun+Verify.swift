/// How a run compares with the one it repeats.
public struct Verification: Hashable, Sendable, Codable {
  /// The commit that was repeated.
  public let reproduces: String
  /// `identical`, `identical up to step k`, or `different at step k: component`.
  public let verdict: String
  /// The first step that differs.
  public let firstDifference: Int?
  /// The first part of that step that differs.
  public let component: String?
}

extension RecordedRun {
  /// Records how the run compares with the one it repeats; that one is never changed.
  ///
  /// - Parameters:
  ///   - original: The commit that was repeated.
  ///   - comparison: What the comparison of the digests gave.
  /// - Throws: When it cannot be written, or another process has taken the run over.
  public func verify(
    against original: GitObjectID, _ comparison: DigestChain.Comparison
  ) throws(ExperimentError) {
    var step: Int?
    var component: String?
    if case .different(let first, let part) = comparison {
      step = first
      component = part.rawValue
    }
    let verification = Verification(
      reproduces: original.description, verdict: comparison.description, firstDifference: step,
      component: component)
    try append(
      CommitMessage(
        "Verify \(original.short): \(comparison)", kind: .verify, run: id, step: step),
      adding: ["results/verify.json": .bytes(RecordText.bytes(verification))])
  }
}
