import Foundation
import Testing

@testable import Experiments

/// A folder that exists for one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "tesuji-experiments-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file below the folder.
  func write(_ text: String, to file: String) throws {
    try FileSystem.writeAtomically(Array(text.utf8), to: "\(path)/\(file)", isDurable: false)
  }
}

/// A project with a store of its own.
struct StoreFixture {
  let folder: TemporaryFolder
  let store: ExperimentStore

  init() throws {
    folder = try TemporaryFolder()
    store = try StoreFixture.open(folder.path)
  }

  static func open(_ project: String) throws -> ExperimentStore {
    try ExperimentStore.open(
      project: project, author: CommitAuthor(name: "Test", email: "test@example.org"),
      isDurable: false)
  }

  /// What `git` prints when it is run on the store's repository.
  func git(_ arguments: String...) throws -> String {
    try runGit(["--git-dir", "\(store.folder)/experiments.git"] + arguments)
  }

  func begin(_ name: String? = nil, configuration: String = "{}\n") throws -> RecordedRun {
    var intent = sampleIntent
    intent.name = name
    intent.configuration = configuration
    return try store.begin(intent, id: newRun())
  }

  func found(_ run: RecordedRun) -> FoundRun { FoundRun(id: run.id, commit: run.tip) }
}

/// A new identifier.
func newRun() -> RunIdentifier {
  var generator = SystemRandomNumberGenerator()
  return RunIdentifier(using: &generator)
}

/// An intent with little in it.
let sampleIntent = RunIntent(
  game: "connect-four", algorithm: "muzero", configuration: "{}\n",
  provenance: Provenance(
    binaries: [], environment: EnvironmentRecord(versions: ["swift": "6"], variables: [:]),
    hardware: HardwareRecord(
      processor: "abacus", features: [], cores: 1, memory: 1, accelerators: []),
    determinism: DeterminismRecord(mode: "deterministic", seed: 1)))

/// A chain of a few steps, of which one may be told apart.
func sampleChain(steps: Int, oddStep: Int? = nil) -> DigestChain {
  var chain = DigestChain()
  for step in 0..<steps {
    let weight: UInt8 = step == oddStep ? 1 : 0
    chain.append(
      step: step * 10, weights: [UInt8](repeating: weight, count: 32),
      sampleIDs: [1, 2, UInt64(step)], loss: Double(step) * 0.5)
  }
  return chain
}

/// Runs git and gives what it prints, without the line feed at the end.
@discardableResult
func runGit(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  let text = String(decoding: data, as: UTF8.self)
  guard process.terminationStatus == 0 else { throw GitFailure(text: text) }
  return text.hasSuffix("\n") ? String(text.dropLast()) : text
}

/// What git finds wrong with a project's store: nothing, if it is sound.
///
/// Objects without a reference are what a lost race or a kill may leave; they are no damage.
func unsoundness(of project: String) throws -> [Substring] {
  let store = "\(project)/.tesuji/experiments.git"
  return try runGit(["--git-dir", store, "fsck", "--strict", "--no-dangling"])
    .split(separator: "\n").filter { !$0.hasPrefix("notice: ") }
}

struct GitFailure: Error {
  let text: String
}
