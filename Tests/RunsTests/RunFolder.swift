import Experiments
import Foundation
import Runs

/// Carries out a run in a folder of its own.
///
/// - Parameter body: Carries it out.
/// - Returns: The result, and what of the record does not depend on the clock.
/// - Throws: What stopped it.
func inFolder(_ body: (Training) throws -> RunResult) throws -> (
  result: RunResult, digests: DigestChain, figures: [String: String]
) {
  try inFolderOf { training, store in
    let result = try body(training)
    let details = try store().show(store().find(result.id.description))
    let leaves = details.results?.leaves.map { ($0.path.description, $0.value.description) }
    // All figures but the time it took.
    let figures = Dictionary(uniqueKeysWithValues: leaves ?? []).filter { $0.key != "seconds" }
    return (result, details.digests, figures)
  }
}

/// Does something in a folder of its own, which is removed afterwards.
func inFolderOf<Value>(
  _ body: (Training, () throws -> ExperimentStore) throws -> Value
) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("tesuji-runs-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(Training(project: folder.path)) {
    try ExperimentStore.open(project: folder.path, creating: false, isDurable: false)
  }
}
