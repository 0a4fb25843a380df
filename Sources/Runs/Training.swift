public import Experiments
import Foundation
import GameProtocol
import Learning
import Network

/// Starts, resumes and repeats runs.
public struct Training: Sendable {
  /// The folder whose `.tesuji` holds the store.
  public var project: String
  /// The program and its arguments, for the record.
  public var commandLine: [String]

  /// Makes a place for runs.
  ///
  /// - Parameters:
  ///   - project: The folder whose `.tesuji` holds the store; made if it is missing.
  ///   - commandLine: The program and its arguments.
  public init(project: String, commandLine: [String] = []) {
    self.project = project
    self.commandLine = commandLine
  }

  /// Records a new run and carries it out.
  ///
  /// - Parameters:
  ///   - configuration: What it computes.
  ///   - name: A human name that no other run has, or `nil`.
  ///   - layers: What the configuration was made of, for the record.
  ///   - options: How it is carried out.
  ///   - began: Is told of the run before the first step.
  /// - Returns: The result.
  /// - Throws: `RunInterrupted` after a checkpoint; else what stopped it, which is also recorded.
  public func start(
    _ configuration: ResolvedConfiguration<RunConfiguration>, name: String? = nil,
    layers: [ConfigLayer] = [], options: RunOptions, began: (RunBeginning) -> Void = { _ in }
  ) throws -> RunResult {
    try begin(
      configuration, name: name, layers: layers, repeating: nil, options: options, began: began)
  }

  /// Goes on with a run that was interrupted.
  ///
  /// - Parameters:
  ///   - name: The run's name, identifier or the beginning of one.
  ///   - options: How it is carried out.
  ///   - began: Is told of the run before the first step.
  /// - Returns: The result.
  /// - Throws: `RunInterrupted` after a checkpoint; else what stopped it, which is also recorded.
  public func resume(
    _ name: String, options: RunOptions, began: (RunBeginning) -> Void = { _ in }
  ) throws -> RunResult {
    let store = try ExperimentStore.open(project: project, creating: false)
    let found = try store.find(name)
    let details = try store.show(found)
    let configuration = try RunConfiguration.read(
      canonical: details.configurationText, from: "the record of \(found.id)")
    var options = options
    if let origin = details.record.reproduces {
      // A repetition stays one.
      let first = try store.find(origin)
      options.expected = RunOptions.Expectation(
        commit: first.commit, digests: try store.show(first).digests)
    }
    let present = try provenance(of: configuration.value)
    let (record, checkpoint) = try store.resume(
      found.id, configuration: configuration.canonicalJSON, commandLine: commandLine,
      binaries: present.binaries)
    began(RunBeginning(id: found.id, obstacles: details.compare(with: present).obstacles))
    return try carryOut(configuration, record: record, resuming: checkpoint, options: options)
  }

  /// Repeats a run and compares every generation with what was recorded.
  ///
  /// - Parameters:
  ///   - name: A run, or one of its commits; of a commit, what was done up to it is repeated.
  ///   - options: How it is carried out.
  ///   - began: Is told of the new run before the first step.
  /// - Returns: The result, with the comparison.
  /// - Throws: What stopped it.
  public func reproduce(
    _ name: String, options: RunOptions, began: (RunBeginning) -> Void = { _ in }
  ) throws -> RunResult {
    let store = try ExperimentStore.open(project: project, creating: false)
    let found = try store.find(name)
    let details = try store.show(found)
    let configuration = try RunConfiguration.read(
      canonical: details.configurationText, from: "the record of \(found.id)")
    guard !details.digests.links.isEmpty else {
      throw ExperimentError.corrupt(
        "\(found.commit)", reason: "it has no digests yet to compare with")
    }
    var options = options
    options.expected = RunOptions.Expectation(commit: found.commit, digests: details.digests)
    return try begin(
      configuration, name: nil, layers: [], repeating: details, options: options, began: began)
  }

  private func begin(
    _ configuration: ResolvedConfiguration<RunConfiguration>, name: String?,
    layers: [ConfigLayer], repeating original: RunDetails?, options: RunOptions,
    began: (RunBeginning) -> Void
  ) throws -> RunResult {
    let value = configuration.value
    let present = try provenance(of: value)
    let store = try ExperimentStore.open(project: project)
    var intent = RunIntent(
      game: value.game.name, algorithm: value.mode.rawValue,
      configuration: configuration.canonicalJSON, provenance: present)
    intent.name = name
    intent.commandLine = commandLine
    intent.reproduces = options.expected?.commit
    intent.codeFolder = project
    intent.record(layers)
    let record = try store.begin(intent, id: newIdentifier())
    let obstacles = original?.compare(with: present).obstacles ?? []
    began(RunBeginning(id: record.id, obstacles: obstacles))
    return try carryOut(configuration, record: record, resuming: nil, options: options)
  }

  /// What would produce a run's results now, the library of its game included.
  private func provenance(of configuration: RunConfiguration) throws -> Provenance {
    _ = try configuration.makeGame()
    var versions: [String: String] = [:]
    if case .success(let summary) = TorchLibrary.summary { versions["libtorch"] = summary }
    if case .success(let summary) = InferencePlanLibrary.summary { versions["onednn"] = summary }
    return .ofThisProcess(
      versions: versions,
      determinism: DeterminismRecord(
        mode: "deterministic", seed: configuration.seed,
        threads: ["training": configuration.training.threads, "inference": 1]))
  }

  private func carryOut(
    _ configuration: ResolvedConfiguration<RunConfiguration>, record: RecordedRun,
    resuming checkpoint: RecordedCheckpoint?, options: RunOptions
  ) throws -> RunResult {
    defer { record.close() }
    let incidents = IncidentLog()
    let (game, identity) = try configuration.value.makeGame { incidents.add($0) }
    func open<G: Game>(_ game: G) throws -> RunResult {
      let run = try TrainingRun(
        game: game, identity: identity, configuration: configuration.value,
        canonical: configuration.canonicalJSON, record: record, resuming: checkpoint,
        incidents: incidents, options: options)
      return try run.result()
    }
    do {
      return try open(game)
    } catch let interruption as RunInterrupted {
      throw interruption
    } catch {
      // The error itself is what the caller must hear of, also when it cannot be recorded.
      try? record.fail(reason: "\(error)")
      throw error
    }
  }
}

/// A fresh name for a run; names have no influence on results.
private func newIdentifier() -> RunIdentifier {
  var generator = SystemRandomNumberGenerator()
  return RunIdentifier(using: &generator)
}
