/// In what two runs differ.
public struct RunComparison: Sendable {
  /// The keys of the configurations that differ.
  public let configuration: [ConfigurationDifference]
  /// What differs between programs, software, machines and promises; the first key is the file's name
  /// under `provenance/`.
  public let environment: [ConfigurationDifference]
  /// The difference of the recorded code as a patch; empty when it is the same.
  public let code: String
  /// The final figures that differ.
  public let results: [ConfigurationDifference]
  /// How the digests compare.
  public let digests: DigestChain.Comparison
}

extension ExperimentStore {
  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - left: One run.
  ///   - right: The other.
  /// - Returns: The differences.
  /// - Throws: When a record cannot be read.
  public func diff(
    _ left: FoundRun, _ right: FoundRun
  ) throws(ExperimentError) -> RunComparison {
    let one = try show(left)
    let two = try show(right)
    let patch = try git { () throws(GitError) in
      let before = try repository.entry("code", of: repository.commit(left.commit).tree)?.id
      let after = try repository.entry("code", of: repository.commit(right.commit).tree)?.id
      return try repository.patch(from: before, to: after)
    }
    return RunComparison(
      configuration: ConfigurationDifference.between(one.configuration, two.configuration),
      environment: ConfigurationDifference.between(
        ProvenanceComparison.byName(one.provenance), ProvenanceComparison.byName(two.provenance)),
      code: patch,
      results: ConfigurationDifference.between(
        one.results ?? .table([:]), two.results ?? .table([:])),
      digests: one.digests.compare(with: two.digests))
  }
}
