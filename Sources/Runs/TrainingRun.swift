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
  let incidents: IncidentLog
  let options: RunOptions
  let blueprint: Blueprint
  let trainer: Trainer<G>
  let buffer: SharedBuffer
  let measure: StrengthMeasure?
  let counters: RunCounters
  var report = ProgressReport()

  /// The state at the beginning of a generation, from which the run can go on.
  var state: TrainingState
  var work = GenerationWork()
  /// How far the measurement at the end is, while it goes on.
  var measurement: MeasuredShare?
  private let start = ContinuousClock.now
  private let startShare: Double

  init(
    game: G, identity: GameIdentity, configuration: RunConfiguration, canonical: String,
    record: RecordedRun, resuming checkpoint: RecordedCheckpoint?, incidents: IncidentLog,
    options: RunOptions
  ) throws {
    self.game = game
    self.identity = identity
    self.configuration = configuration
    self.record = record
    self.incidents = incidents
    self.options = options
    let blueprint = try configuration.makeBlueprint(for: game)
    self.blueprint = blueprint
    let seed = UInt64(configuration.seed)
    let discount = game.specification.discount
    state =
      try checkpoint.map { try TrainingState(checkpoint: $0, in: record.store) }
      ?? TrainingState(
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
    measure = StrengthMeasure(of: game, configuration: configuration.evaluation)
    counters = RunCounters(
      games: games, positions: state.positions, trainingSteps: state.step,
      batchCapacity: configuration.selfPlay.gamesAtOnce)
    startShare = Double(state.generation) / Double(configuration.training.generations)
    report.warnings = state.warnings
    for note in buffer.notes { log("replay", ["note": .text("\(note)")]) }
    measureDisk()
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
    var strength: [MeasuredStrength] = []
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
      if options.expected == nil { strength = try finalStrength() }
    } catch is RunInterrupted {
      try saveCheckpoint()
      throw RunInterrupted()
    }
    if let expected = options.expected, let comparison {
      try record.verify(against: expected.commit, comparison)
    }
    try finish(strength)
    return RunResult(
      id: record.id, commit: record.tip, strength: strength.first, comparison: comparison)
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
    let games = isLast ? first..<first : first..<first + UInt64(perGeneration)
    counters.update { [state] in
      // What a run that was interrupted has played of this generation is not played again.
      $0.games = Int(first) + games.count(where: buffer.contains)
      $0.positions = state.positions + buffer.plyCount(of: games)
    }
    work = GenerationWork(
      firstGame: Int(first), games: games.count, firstStep: state.step,
      steps: canTrain ? training.stepsPerGeneration : 0,
      minimumGames: canTrain ? nil : training.minimumGames)
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
      Int(games.lowerBound)..<Int(games.upperBound), skipping: buffer.contains)
    let workers = (0..<options.workers).map { index in
      Worker("self-play-\(index)") { [self] in
        try failure.watch {
          try playGames(selfPlay, with: player, tickets: tickets, unless: failure)
        }
      }
    }
    let played = Result { try Worker.waitForAll(workers, whileWaiting: notify) }
    let lesson = Result { try learner.wait(whileWaiting: notify) }
    try failure.rethrow()
    _ = try played.get()
    let finished = try lesson.get()
    try buffer.synchronize()
    if !isLast { try buffer.advance(toGame: games.upperBound) }

    state.generation = generation + 1
    state.weights = trainer.network.exportWeights()
    state.optimizer = trainer.optimizer.exportState()
    state.step = trainer.optimizer.stepCount
    state.priorities = buffer.priorities
    // Counted from the records, because a resumed run does not play again what is there.
    if !isLast {
      state.positions += buffer.plyCount(of: games)
      counters.update { [state] in
        $0.games = (generation + 1) * perGeneration
        $0.positions = state.positions
      }
    }
    state.digests.append(
      step: state.step, weights: state.weights.digest.bytes,
      sampleIDs: finished.samples + buffer.contentDigest.numbers, loss: finished.loss)
    work = GenerationWork()
    measureDisk()
    checkHealth(didTrain: canTrain)
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
        $0.dataAge = step.dataAge
        $0.losses = $0.losses?.blended(with: step.losses) ?? step.losses
      }
      if options.shouldStop() || failure.hasHappened { throw RunInterrupted() }
    }
    return lesson
  }

  // MARK: Progress

  func log(_ kind: String, _ fields: [String: ConfigValue]) {
    var event = fields
    event["kind"] = .text(kind)
    event["t"] = .number(Date().timeIntervalSince1970)
    // The log is a view of the run; a full disk there must not end the run before the store says so.
    try? record.events.append(event)
  }

  var elapsedSeconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  func notify() {
    for incident in incidents.take() { log("incident", ["text": .text("\(incident)")]) }
    report.incidents = incidents.summary
    counters.write(into: &report)
    report.waiting = work.waiting(at: counters.current)
    let share =
      (Double(state.generation) + work.share(of: counters.current))
      / Double(configuration.training.generations)
    report.done = max(share, report.done)
    report.elapsedSeconds = elapsedSeconds
    let done = report.done - startShare
    report.secondsLeft =
      done > 0.02 ? report.elapsedSeconds / done * (1 - report.done) : nil
    // The end of the last generation is not that of the run.
    if report.done == 1 { report.secondsLeft = measurement?.secondsLeft }
    if counters.current.positions > 0 {
      report.replayRatio =
        Double(counters.current.trainingSteps * configuration.training.batchSize)
        / Double(counters.current.positions)
    }
    options.progress(report)
  }
}
