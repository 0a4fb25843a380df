import Experiments
import Foundation
import Testing

/// Runs of tic-tac-toe that take a second or two, for tests of what interrupts them.
enum ShortRun {
  /// Changes that make a preset that short.
  static let changes =
    UntrainedCheckpoint.changes + [
      "training.generations=6", "training.stepsPerGeneration=40", "training.minimumGames=8",
      "training.batchSize=16", "training.checkpointInterval=2", "training.windowGames=30",
      "selfPlay.gamesPerGeneration=12", "selfPlay.gamesAtOnce=5", "evaluation.interval=3",
      "evaluation.simulations=2", "evaluation.positionsPerSet=50",
    ]

  /// The arguments that begin such a run.
  static func arguments(_ preset: String, name: String) -> [String] {
    ["train", preset, "--name", name] + changes
  }

  /// What is recorded about a run.
  ///
  /// - Parameters:
  ///   - name: The run's name.
  ///   - folder: The project.
  /// - Returns: The record; `nil` if the run has not begun.
  /// - Throws: An error if the record is there and cannot be read.
  static func details(_ name: String, in folder: TemporaryFolder) throws -> RunDetails? {
    do {
      let store = try ExperimentStore.open(
        project: folder.url.path(), creating: false, isDurable: false)
      return try store.show(store.find(name))
    } catch ExperimentError.unknownRun, ExperimentError.noStore {
      return nil
    }
  }

  /// The final figures of a run that do not depend on the clock.
  static func figures(_ details: RunDetails) throws -> [String: String] {
    let leaves = try #require(details.results).leaves
    let pairs = leaves.map { ($0.path.description, $0.value.description) }
    return Dictionary(uniqueKeysWithValues: pairs).filter { $0.key != "seconds" }
  }
}
