import FoundationEssentials
import GameProtocol
import Learning
import Network

/// Measures training steps of the reference towers: 6 blocks of 64 planes on 9×9.
package struct TrainingBenchmark {
  private let batchSize: Int
  private let unrollSteps: Int
  private let threads: Int
  private let runs: Int
  private let seconds: Double

  /// Prepares the measurement.
  ///
  /// - Parameters:
  ///   - batchSize: Positions of a step.
  ///   - unrollSteps: Steps that MuZero's model is unrolled.
  ///   - threads: Threads of a step.
  ///   - runs: How many times each figure is measured.
  ///   - seconds: The shortest time of a run.
  package init(batchSize: Int, unrollSteps: Int, threads: Int, runs: Int, seconds: Double) {
    self.batchSize = batchSize
    self.unrollSteps = unrollSteps
    self.threads = threads
    self.runs = runs
    self.seconds = seconds
  }

  /// All figures: seconds of the clock for a step, targets included.
  ///
  /// - Returns: The figures.
  /// - Throws: What LibTorch or the replay buffer throws.
  package func measure() throws -> [Measurement] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tesuji-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = TrainingConfiguration()
    configuration.batchSize = batchSize
    configuration.unrollSteps = unrollSteps
    configuration.threads = threads
    let game = ReferenceGame()
    let buffer = try ReplayBuffer(
      folder: folder.path(), game: GameIdentity(game.specification),
      configuration: configuration.replay(discount: 1))
    for number in 0..<16 { try buffer.append(Self.record(of: game, number)) }
    try buffer.advance(toGame: 16)
    return try [Blueprint.Mode.alphazero, .muzero].map { mode in
      try measure(mode, on: buffer, game, configuration)
    }
  }

  private func measure(
    _ mode: Blueprint.Mode, on buffer: ReplayBuffer, _ game: ReferenceGame,
    _ configuration: TrainingConfiguration
  ) throws -> Measurement {
    let blueprint = try InferencePlanMeasurement.tower(mode, hasHeads: true)
    let trainer = try Trainer(
      game: game, blueprint: blueprint,
      weights: NetworkWeights(initializing: blueprint, seed: 1), configuration: configuration,
      optimizer: OptimizerConfiguration(), seed: 0)
    let clock = ContinuousClock()
    var values: [Double] = []
    for run in 0...runs {
      var steps = 0
      let start = clock.now
      repeat {
        _ = try trainer.step(on: buffer)
        steps += 1
      } while run > 0 && (clock.now - start) / .seconds(1) < seconds
      if run > 0 { values.append((clock.now - start) / .milliseconds(1) / Double(steps)) }
    }
    let unroll = mode == .muzero ? ", K \(unrollSteps)" : ""
    return Measurement(
      "\(mode.rawValue) training step 6×64, batch \(batchSize)\(unroll), \(threads) threads",
      values, "ms")
  }

  /// A random game with a policy at every ply.
  private static func record(of game: ReferenceGame, _ number: Int) -> GameRecord {
    var record = GameRecord(
      game: GameIdentity(game.specification), seed: 0, gameID: UInt64(number), generation: 0,
      model: .none,
      search: .init(simulationCount: 1, hasRootNoise: false, hasTemperature: false),
      policyKind: .visitCounts)
    var random = CounterRandom(seed: 0, stream: .playout, game: UInt64(number))
    var state = game.initialState(seed: 0)
    var end = Step.End.continues
    while end == .continues {
      let legal = state.legalActions
      let action = legal[random.below(legal.count)]
      let player = state.playerToMove
      let step = state.apply(action)
      record.append(
        action, by: player, reward: step.reward, rootValue: 0, networkValue: 0,
        policy: legal.prefix(8).map { ($0, 1) })
      end = step.end
    }
    record.finish(
      end, outcome: .fullBoard, next: state.playerToMove,
      returns: [state.returnOf(.first), state.returnOf(.second)])
    return record
  }
}
