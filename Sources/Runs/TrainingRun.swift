import Experiments
import Foundation
import GameProtocol
import Learning
import Network
import Planner

/// One run: generations of self-play and training, from a recorded intent to a recorded result.
///
/// Generation `g` plays its games with the weights after `g` rounds of training, while the learner
/// trains on the games of the generations before. Nothing waits for the clock, so the weights after
/// every generation are a function of the configuration alone, however many workers play and however
/// often the run is interrupted.
///
/// The threads of a generation share the counters and the buffer, which lock; the trainer belongs to
/// the learner alone while it works, everything else to the thread that calls `run`.
final class TrainingRun<G: Game>: @unchecked Sendable {
  let game: G
  let identity: GameIdentity
  let configuration: RunConfiguration
  let record: RecordedRun
  let options: RunOptions
  let blueprint: Blueprint
  let trainer: Trainer<G>
  let buffer: SharedBuffer
  let measure: TruthMeasure?
  let counters: RunCounters
  var report = ProgressReport()

  /// The state at the beginning of a generation, from which the run can go on.
  private(set) var state: RunState
  private var firstStrength: [String: Double] = [:]
  private let start = ContinuousClock.now
  private let startShare: Double

  init(
    game: G, identity: GameIdentity, configuration: RunConfiguration, canonical: String,
    record: RecordedRun, resuming checkpoint: Experiments.Checkpoint?, options: RunOptions
  ) throws {
    self.game = game
    self.identity = identity
    self.configuration = configuration
    self.record = record
    self.options = options
    let blueprint = try Blueprint(
      configuration: configuration.network, game: game, mode: configuration.mode)
    self.blueprint = blueprint
    let seed = UInt64(configuration.seed)
    let discount = game.specification.discount
    state =
      try checkpoint.map { try RunState(checkpoint: $0, in: record.store) }
      ?? RunState(
        weights: NetworkWeights(initializing: blueprint, seed: seed), canonical: canonical,
        specification: game.specification)
    trainer = try Trainer(
      game: game, blueprint: blueprint, weights: state.weights,
      configuration: configuration.training, optimizer: configuration.optimizer, seed: seed)
    if let optimizer = state.optimizer {
      try trainer.optimizer.restore(optimizer, stepCount: state.step)
    }
    let buffer = try ReplayBuffer(
      folder: "\(record.folder)/games", game: identity,
      configuration: configuration.training.replay(discount: discount))
    // The last generation plays no games.
    let games =
      min(state.generation, configuration.training.generations - 1)
      * configuration.selfPlay.gamesPerGeneration
    try buffer.advance(toGame: UInt64(games))
    if !state.priorities.isEmpty { try buffer.importPriorities(state.priorities) }
    self.buffer = SharedBuffer(buffer)
    measure = TruthMeasure(of: game, quickCount: configuration.evaluation.positionsPerSet)
    counters = RunCounters(
      games: games, positions: state.positions, trainingSteps: state.step)
    startShare = Double(state.generation) / Double(configuration.training.generations)
    for note in buffer.notes { log("replay", ["note": .text("\(note)")]) }
  }

  /// Goes on to the end.
  ///
  /// - Returns: What became of the run.
  /// - Throws: `RunInterrupted` after a checkpoint where it was asked to stop.
  func result() throws -> RunResult {
    let training = configuration.training
    // A repetition goes as far as what it repeats.
    let end = min(options.expected?.digests.links.count ?? .max, training.generations)
    var comparison = options.expected.map { state.digests.compare(with: $0.digests) }
    var results: [SetResult] = []
    do {
      while state.generation < end {
        try lookAtStrength()
        try play(state.generation)
        comparison = options.expected.map { state.digests.compare(with: $0.digests) }
        if case .different? = comparison { break }
        if state.generation % training.checkpointInterval == 0 || state.generation == end {
          try saveCheckpoint()
        }
      }
      if options.expected == nil { results = try finalStrength() }
    } catch is RunInterrupted {
      try saveCheckpoint()
      throw RunInterrupted()
    }
    if let expected = options.expected, let comparison {
      try record.verify(against: expected.commit, comparison)
    }
    try finish(results)
    return RunResult(
      id: record.id, commit: record.tip, strength: results, comparison: comparison)
  }

  // MARK: Generations

  /// Plays and trains one generation; `state` changes only when all of it is done.
  private func play(_ generation: Int) throws {
    let training = configuration.training
    let perGeneration = configuration.selfPlay.gamesPerGeneration
    let isLast = generation + 1 == training.generations
    let first = UInt64(generation * perGeneration)
    let canTrain = buffer.gameCount >= training.minimumGames
    report.phase = "generation \(generation + 1) of \(training.generations)"
    report.waiting =
      canTrain
      ? nil : "the learner waits for games: \(buffer.gameCount) of \(training.minimumGames)"
    notify()

    let player = try PlayerNetwork(blueprint: blueprint, weights: state.weights)
    let selfPlay = SelfPlay(
      game: game, identity: identity, configuration: configuration.selfPlay,
      search: configuration.selfPlay.search(configuration.search, at: state.step),
      seed: UInt64(configuration.seed), generation: generation, weights: state.weights.digest)
    // Whoever fails makes the others stop: what they did would be done again anyhow.
    let failure = Failure()
    let learner = Worker("learner") { [self] in
      try failure.watch { canTrain ? try train(unless: failure) : Lesson(loss: 0, samples: []) }
    }
    // The games of the last generation would never be learnt from.
    let tickets = TicketCounter(
      isLast ? 0..<0 : Int(first)..<Int(first) + perGeneration, skipping: buffer.contains)
    let workers = (0..<options.workers).map { index in
      Worker("self-play-\(index)") { [self] in
        try failure.watch {
          try playGames(selfPlay, with: player, tickets: tickets, unless: failure)
        }
      }
    }
    let played = Result { try Worker.waitForAll(workers, whileWaiting: notify) }
    report.waiting = canTrain ? "self-play is done and waits for the learner" : nil
    let lesson = Result { try learner.wait(whileWaiting: notify) }
    try failure.rethrow()
    _ = try played.get()
    let finished = try lesson.get()
    try buffer.synchronize()
    if !isLast { try buffer.advance(toGame: first + UInt64(perGeneration)) }

    state.generation = generation + 1
    state.weights = trainer.network.exportWeights()
    state.optimizer = trainer.optimizer.exportState()
    state.step = trainer.optimizer.stepCount
    state.priorities = buffer.priorities
    // Counted from the records, because a resumed run does not play again what is there.
    if !isLast {
      state.positions += buffer.plyCount(of: first..<first + UInt64(perGeneration))
      counters.update { [state] in
        $0.games = (generation + 1) * perGeneration
        $0.positions = state.positions
      }
    }
    state.digests.append(
      step: state.step, weights: state.weights.digest.bytes,
      sampleIDs: finished.samples + buffer.contentDigest.numbers, loss: finished.loss)
  }

  private func playGames(
    _ selfPlay: SelfPlay<G>, with player: PlayerNetwork, tickets: TicketCounter,
    unless failure: Failure
  ) throws {
    let atOnce = configuration.selfPlay.gamesAtOnce
    let model = try player.model(
      for: game, treeCount: atOnce, slotsPerTree: selfPlay.search.simulations + 1,
      meter: counters.meter)
    try selfPlay.play(
      on: model, nextGame: tickets.next,
      moved: { count in
        counters.update { $0.positions += count }
        if options.shouldStop() || failure.hasHappened { throw RunInterrupted() }
      },
      finished: { record in
        try buffer.append(record)
        counters.update { $0.games += 1 }
      })
  }

  /// What the learner did in one generation.
  private struct Lesson: Sendable {
    var loss: Double
    var samples: [UInt64]
  }

  private func train(unless failure: Failure) throws -> Lesson {
    var lesson = Lesson(loss: 0, samples: [])
    let end = trainer.optimizer.stepCount + configuration.training.stepsPerGeneration
    while trainer.optimizer.stepCount < end {
      let step = try buffer.withWindow { buffer in try trainer.step(on: buffer) }
      lesson.loss += Double(step.losses.total)
      lesson.samples += step.samples.numbers
      counters.update {
        $0.trainingSteps += 1
        $0.losses = $0.losses.blended(with: step.losses)
      }
      if options.shouldStop() || failure.hasHappened { throw RunInterrupted() }
    }
    return lesson
  }

  // MARK: Strength

  private func lookAtStrength() throws {
    let interval = configuration.evaluation.interval
    guard interval > 0, state.generation % interval == 0, measure != nil else { return }
    report.phase = "generation \(state.generation): measuring strength"
    notify()
    try tellStrength(of: quickStrength(), isQuick: true)
  }

  private func quickStrength() throws -> [SetResult] {
    try strength(simulations: configuration.evaluation.simulations, isQuick: true)
  }

  private func finalStrength() throws -> [SetResult] {
    report.phase = "measuring strength at the end"
    report.done = 1
    notify()
    let results = try strength(
      simulations: configuration.evaluation.simulations, isQuick: false)
    tellStrength(of: results, isQuick: false)
    return results
  }

  private func strength(simulations: Int, isQuick: Bool) throws -> [SetResult] {
    guard let measure else { return [] }
    let player = try PlayerNetwork(blueprint: blueprint, weights: state.weights)
    return try measure(
      player, search: configuration.search, simulations: simulations, isQuick: isQuick,
      options: options, whileWaiting: notify)
  }

  private func tellStrength(of results: [SetResult], isQuick: Bool) {
    report.strength = results.map { result in
      let rate = result.rate
      let first = firstStrength[result.name] ?? rate
      firstStrength[result.name] = first
      return ProgressReport.Strength(name: result.name, mistakeRate: rate, firstRate: first)
    }
    log(
      "evaluation",
      [
        "generation": .integer(state.generation), "step": .integer(state.step),
        "quick": .boolean(isQuick),
        "simulations": .integer(configuration.evaluation.simulations),
        "sets": Self.table(of: results),
      ])
    notify()
  }

  private static func table(of results: [SetResult]) -> ConfigValue {
    var sets: [String: ConfigValue] = [:]
    for result in results {
      sets[result.name] = .table([
        "positions": .integer(result.positions), "mistakes": .integer(result.mistakes),
      ])
    }
    return .table(sets)
  }

  // MARK: Record

  private func saveCheckpoint() throws {
    report.phase = "saving a checkpoint"
    notify()
    let files = try state.files(in: record.store)
    _ = try record.checkpoint(
      step: state.step, files: files, progress: state.progress, digests: state.digests)
  }

  private func finish(_ results: [SetResult]) throws {
    var summary: [String: ConfigValue] = [
      "generations": .integer(state.generation), "trainingSteps": .integer(state.step),
      "games": .integer(counters.current.games), "positions": .integer(state.positions),
      "seconds": .number(((ContinuousClock.now - start) / .seconds(1)).rounded()),
      "simulations": .integer(configuration.evaluation.simulations),
      "weights": .text(state.weights.digest.description),
    ]
    if !results.isEmpty { summary["mistakes"] = Self.table(of: results) }
    let games = state.generation > 0 ? buffer.contentDigest.description + "\n" : ""
    try record.finish(summary: summary, digests: state.digests, games: games)
  }

  private func log(_ kind: String, _ fields: [String: ConfigValue]) {
    var event = fields
    event["kind"] = .text(kind)
    event["t"] = .number(Date().timeIntervalSince1970)
    // The log is a view of the run; a full disk there must not end the run before the store says so.
    try? record.events.append(event)
  }

  private func notify() {
    counters.write(into: &report)
    let share = Double(state.generation) / Double(configuration.training.generations)
    report.done = max(share, report.done)
    report.elapsedSeconds = (ContinuousClock.now - start) / .seconds(1)
    let done = report.done - startShare
    report.secondsLeft =
      done > 0.02 ? report.elapsedSeconds / done * (1 - report.done) : nil
    if counters.current.positions > 0 {
      report.replayRatio =
        Double(counters.current.trainingSteps * configuration.training.batchSize)
        / Double(counters.current.positions)
    }
    options.progress(report)
  }
}
