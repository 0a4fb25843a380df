import Experiments
import Foundation
import GameProtocol
import Learning

/// What a run leaves behind.
extension TrainingRun {
  /// Records the state from which the run can go on.
  func saveCheckpoint() throws {
    report.phase = "saving a checkpoint"
    work = GenerationWork()
    notify()
    let files = try state.files(in: record.store)
    _ = try record.checkpoint(
      step: state.step, files: files, progress: state.progress, digests: state.digests)
    measureDisk()
  }

  /// Records the end.
  func finish(_ strength: [MeasuredStrength]) throws {
    var summary: [String: ConfigValue] = [
      "generations": .integer(state.generation), "trainingSteps": .integer(state.step),
      "games": .integer(counters.current.games), "positions": .integer(state.positions),
      "seconds": .number(elapsedSeconds.rounded()),
      "simulations": .integer(configuration.evaluation.simulations),
      "weights": .text(state.weights.digest.description),
    ]
    for (who, measured) in zip(["agent", "networkAlone"], strength) {
      summary[who] = measured.table
    }
    if !state.warnings.isEmpty { summary["warnings"] = .list(state.warnings.map { .text($0) }) }
    let games = state.generation > 0 ? buffer.contentDigest.description + "\n" : ""
    try record.finish(summary: summary, digests: state.digests, games: games)
  }

  /// Looks at the games and the batch of the last generation for signs that learning goes wrong.
  ///
  /// - Parameter didTrain: Whether the learner took steps in it.
  func checkHealth(didTrain: Bool) {
    let training = configuration.training
    let gamesPerGeneration = configuration.selfPlay.gamesPerGeneration
    let newest = buffer.withWindow { buffer in
      (max(0, buffer.gameCount - gamesPerGeneration)..<buffer.gameCount)
        .map(buffer.record(at:))
    }
    let check = HealthCheck(
      games: GameDiagnostics(
        of: newest, in: game,
        returns: training.returns(discount: game.specification.discount)),
      batch: didTrain ? trainer.diagnostics() : nil, mode: configuration.mode,
      playerCount: game.specification.playerCount,
      isTrained: newest.allSatisfy {
        HealthCheck.isTrained(
          in: $0.generation, minimumGames: training.minimumGames,
          gamesPerGeneration: gamesPerGeneration)
      },
      share: Double(state.generation) / Double(training.generations))
    state.warnings = check.warnings
    report.warnings = state.warnings
    var figures = check.figures
    figures["generation"] = .integer(state.generation)
    figures["step"] = .integer(state.step)
    figures["warnings"] = .list(state.warnings.map { .text($0) })
    figures["dataAge"] = counters.current.dataAge.map { .number($0) }
    log("diagnostics", figures)
  }

  /// Adds up what the run takes of the disk: its own folder and the files of its checkpoints.
  func measureDisk() {
    // A figure to look at: where it cannot be told the run goes on.
    guard var bytes = try? record.store.checkpointBytes(at: record.tip) else { return }
    let folder = URL(fileURLWithPath: record.folder)
    let files = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.fileSizeKey])
    while let file = files?.nextObject() as? URL {
      bytes += (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    }
    report.diskBytes = UInt64(bytes)
  }
}
