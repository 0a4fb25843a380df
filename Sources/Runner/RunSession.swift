import ArgumentParser
import Experiments
import FoundationEssentials
import Learning
import Network
import Runs

/// How a run is carried out in the terminal; nothing of it changes what the run computes.
struct RunSession: ParsableArguments {
  @Option(help: "Threads that play; as many as there are cores unless given. Changes no result.")
  var workers: Int?

  @Flag(help: "Print the result as a JSON object.")
  var json = false

  /// The threads that play.
  var workerCount: Int { RunOptions(workers: workers).workers }

  func validate() throws {
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers is \(workers), expected 1 to 1024.")
    }
  }

  /// Carries out a run with live progress, and prints its result.
  ///
  /// - Parameter body: Starts, resumes or repeats a run.
  /// - Returns: What became of it.
  /// - Throws: `Failure`; with the status 130 after Ctrl-C, when a checkpoint has been made.
  func carryOut(
    _ body: (Training, RunOptions, (RunBeginning) -> Void) throws -> RunResult
  ) throws(Failure) -> RunResult {
    // Before anything is recorded.
    for library in [TorchLibrary.summary, InferencePlanLibrary.summary] {
      if case .failure(let error) = library { throw Failure("\(error)", .failed) }
    }
    let view = ProgressView()
    let clock = ContinuousClock()
    let start = clock.now
    Interruption.watch()
    let options = RunOptions(
      workers: workers, shouldStop: { Interruption.isRequested },
      progress: { report in
        var report = report
        report.memoryBytes = Machine.residentBytes
        view.show(report, at: (clock.now - start) / .seconds(1))
      })
    let training = Training(
      project: FileManager.default.currentDirectoryPath, commandLine: CommandLine.arguments)
    var run: RunBeginning?
    do {
      let result = try body(training, options) { beginning in
        run = beginning
        view.note("run \(beginning.id), recorded in \(training.project)/.tesuji")
        beginning.obstacleLines.forEach(view.note)
        view.note("Ctrl-C makes a checkpoint and stops")
      }
      view.finish()
      try Output.result(
        json ? document(of: result, run).description : text(of: result))
      if case .different? = result.comparison, let run {
        run.obstacleLines.forEach(view.note)
      }
      return result
    } catch is RunInterrupted {
      view.finish()
      view.note("stopped after a checkpoint; to go on:")
      view.note("  tesuji resume \(run?.id.description ?? "")")
      throw Failure("", .interrupted)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(describing: error)
    }
  }

  private func document(of result: RunResult, _ run: RunBeginning?) -> JSONValue {
    [
      "run": .string(result.id.description), "commit": .string(result.commit.description),
      "sets": .array((result.strength?.sets ?? []).map(JSONValue.init)),
      "returns": (result.strength?.returns).map(JSONValue.init) ?? .null,
      "verdict": result.comparison.map { .string($0.description) } ?? .null,
      "obstacles": .array((run?.obstacles ?? []).map { .string($0.description) }),
    ]
  }

  private func text(of result: RunResult) -> String {
    var lines = ["run \(result.id), commit \(result.commit)"]
    if let strength = result.strength {
      if !strength.sets.isEmpty { lines += SetResult.table(of: strength.sets) }
      if let returns = strength.returns { lines.append(returns.text) }
    }
    if let comparison = result.comparison { lines.append("\(comparison)") }
    return lines.joined(separator: "\n")
  }
}

extension Failure {
  /// The failure of a run, with the status that its error calls for.
  init(describing error: any Error) {
    switch error {
    case is ConfigurationError: self.init("\(error)", .data)
    case let error as ExperimentError:
      switch error {
      case .noStore, .unknownRun, .ambiguousRun, .corrupt, .invalidName, .nameTaken, .runFinished,
        .configurationChanged:
        self.init(error.description, .data)
      default: self.init(error.description, .failed)
      }
    default: self.init("\(error)", .failed)
    }
  }
}

extension JSONValue {
  /// How often a player's move lowered the value of the game, in one set of positions.
  init(_ result: SetResult) {
    self = [
      "name": .string(result.name), "positions": .integer(result.positions),
      "mistakes": .integer(result.mistakes), "rate": .real(result.rate),
    ]
  }
}

extension JSONValue {
  /// What a player got in games of one.
  init(_ result: EpisodeResult) {
    self = [
      "episodes": .integer(result.episodes), "mean": .real(result.mean),
      "deviation": .real(result.deviation), "lowest": .real(result.lowest),
      "highest": .real(result.highest), "meanSteps": .real(result.meanSteps),
    ]
  }
}

extension EpisodeResult {
  /// The result on one line, for people.
  var text: String {
    func short(_ value: Double) -> String { ProgressReport.short(value) }
    return "return \(short(mean)) ± \(short(deviation)) (\(short(lowest)) to \(short(highest))) "
      + "in \(episodes) games of \(short(meanSteps)) steps"
  }
}

extension SetResult {
  /// Results as the lines of a table.
  static func table(of results: [SetResult]) -> [String] {
    var table = TextTable(["set", "positions", "mistakes", "rate"], rightAligned: [1, 2, 3])
    for result in results {
      table.append([
        result.name, "\(result.positions)", "\(result.mistakes)",
        ProgressReport.percent(result.rate),
      ])
    }
    return table.lines
  }
}
