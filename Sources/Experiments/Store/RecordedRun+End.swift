extension RecordedRun {
  /// Records that the run reached its end, and gives the lock back.
  ///
  /// - Parameters:
  ///   - summary: The final figures.
  ///   - digests: The digests of all steps.
  ///   - games: The list of the games that were learned from, one a line, in order.
  /// - Throws: When it cannot be written, or another process has taken the run over.
  public func finish(
    summary: [String: ConfigValue], digests: DigestChain, games: String = ""
  ) throws(ExperimentError) {
    let segments = try events.segments()
    try append(
      CommitMessage("Result", kind: .result, run: id, step: digests.links.last?.step),
      adding: [
        "results/summary.json": .bytes(Array(CanonicalJSON.text(.table(summary)).utf8)),
        "results/digests.jsonl": .bytes(Array(digests.text.utf8)),
        "results/games.manifest": .bytes(Array(games.utf8)),
        "results/events.json": .bytes(RecordText.bytes(segments)),
      ])
    close()
  }

  /// Records that the run stopped because of an error, with the last events of its log, and gives the
  /// lock back.
  ///
  /// - Parameter reason: What went wrong.
  /// - Throws: When it cannot be written, or another process has taken the run over.
  public func fail(reason: String) throws(ExperimentError) {
    // A log that cannot be read must not keep the reason out of the record.
    let lastLines = ((try? events.read()) ?? []).suffix(20).map(CanonicalJSON.line)
    let failure: ConfigValue = .table([
      "reason": .text(reason), "lastLines": .list(lastLines.map(ConfigValue.text)),
    ])
    try append(
      CommitMessage("Failed: \(reason)", kind: .failed, run: id),
      adding: ["results/failure.json": .bytes(Array(CanonicalJSON.text(failure).utf8))])
    close()
  }
}
