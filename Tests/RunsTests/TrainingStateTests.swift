import Experiments
import Foundation
import Network
import Testing
import TicTacToeRules

@testable import Runs

@Suite struct TrainingStateTests {
  private func weights(_ value: Float) -> NetworkWeights {
    NetworkWeights([.init(name: "w", shape: [2], values: [value, 1])])
  }

  private func withStore(_ body: (ExperimentStore, RecordedRun) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tesuji-state-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ExperimentStore.open(
      project: folder.path, author: CommitAuthor(name: "Test", email: "test@example.org"),
      isDurable: false)
    let intent = RunIntent(
      game: "tic-tac-toe", algorithm: "muzero", configuration: "{}\n",
      provenance: Provenance(
        binaries: [], environment: EnvironmentRecord(versions: [:], variables: [:]),
        hardware: HardwareRecord(
          processor: "abacus", features: [], cores: 1, memory: 1, accelerators: []),
        determinism: DeterminismRecord(mode: "deterministic", seed: 1)))
    var generator = SystemRandomNumberGenerator()
    let run = try store.begin(intent, id: RunIdentifier(using: &generator))
    try body(store, run)
  }

  private var state: TrainingState {
    var state = TrainingState(
      weights: weights(0.5), canonical: "{}\n", specification: TicTacToe().specification)
    state.generation = 3
    state.step = 120
    state.positions = 77
    state.optimizer = weights(-1)
    state.priorities = [0.25, 4]
    state.firstStrength = ["all@32": 0.5, "all@0": 1]
    state.warnings = ["value targets are constant"]
    state.digests.append(
      step: 120, weights: [UInt8](repeating: 1, count: 32), sampleIDs: [1], loss: 2)
    return state
  }

  @Test func `a state comes back from its checkpoint`() throws {
    try withStore { store, run in
      let state = state
      let checkpoint = try run.checkpoint(
        step: state.step, files: state.files(in: store), progress: state.progress,
        digests: state.digests)
      let found = try #require(try store.checkpoint(at: checkpoint.commit))
      let again = try TrainingState(checkpoint: found, in: store)
      #expect(again.generation == 3)
      #expect(again.step == 120)
      #expect(again.positions == 77)
      #expect(again.weights == state.weights)
      #expect(again.optimizer == state.optimizer)
      #expect(again.priorities == state.priorities)
      #expect(again.firstStrength == state.firstStrength)
      #expect(again.warnings == state.warnings)
      #expect(again.digests == state.digests)
    }
  }

  @Test func `a checkpoint without its network is refused`() throws {
    try withStore { store, run in
      let checkpoint = try run.checkpoint(step: 1, files: [:], progress: state.progress)
      let error = #expect(throws: ExperimentError.self) {
        try TrainingState(checkpoint: checkpoint, in: store)
      }
      #expect(error?.description.contains("it has no network.safetensors") == true)
    }
  }

  @Test func `a checkpoint whose counters are missing is refused`() throws {
    try withStore { store, run in
      let checkpoint = try run.checkpoint(
        step: 1, files: state.files(in: store), progress: ["generation": .text("three")])
      let error = #expect(throws: ExperimentError.self) {
        try TrainingState(checkpoint: checkpoint, in: store)
      }
      #expect(error?.description.contains("its progress has no generation") == true)
    }
  }
}
