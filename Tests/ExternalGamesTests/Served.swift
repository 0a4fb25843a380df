import Foundation
import GameProtocol

@testable import ExternalGames

/// Games that the tests have served by Python, in a folder that is removed at the end.
final class Served: Sendable {
  /// The folder, with the module that serves games.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tesuji-servers-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in [
      "Plugins/Gymnasium/tesuji_process.py", "Tests/ExternalGamesTests/Servers/subtraction.py",
      "Tests/ExternalGamesTests/Servers/faulty.py",
      "Tests/ExternalGamesTests/Servers/recorded.py",
    ] {
      let source = Compiled.root.appending(path: file)
      try FileManager.default.copyItem(
        at: source, to: folder.appending(path: source.lastPathComponent))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// How the game of two is started.
  ///
  /// - Parameter game: Empty, or `slow` for one that cannot clone.
  /// - Returns: The plan.
  func subtraction(_ game: String = "") -> ProcessPlan {
    ProcessPlan(
      name: "subtraction", game: game,
      command: ["python3", "-u", folder.appending(path: "subtraction.py").path])
  }

  /// How the game of two is started so that a line tells each operation it is asked for.
  ///
  /// - Parameters:
  ///   - game: Empty, or `slow` for one that cannot clone.
  ///   - record: The name of the file in the folder.
  /// - Returns: The plan.
  func recorded(_ game: String = "", in record: String = "record") -> ProcessPlan {
    ProcessPlan(
      name: "subtraction", game: game,
      command: [
        "python3", "-u", folder.appending(path: "recorded.py").path,
        folder.appending(path: record).path,
      ])
  }

  /// How a server that goes wrong is started.
  func faulty(_ fault: String) -> ProcessPlan {
    ProcessPlan(
      name: "faulty",
      command: [
        "python3", "-u", folder.appending(path: "faulty.py").path, fault,
        folder.appending(path: "marker").path,
      ])
  }

  /// Writes a file into the folder.
  func write(_ text: String, as name: String) throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}

/// What is seen of a state.
func look(_ state: ProcessState, as player: Player = .first) -> [Float] {
  var planes = [Float](
    repeating: .nan, count: state.rules.facts.specification.observationShape.count)
  var span = planes.mutableSpan
  state.observe(as: player, into: &span)
  return planes
}

/// The observations of a game in which always the last legal action is taken.
///
/// - Parameters:
///   - game: The game.
///   - seed: Its seed.
///   - meanwhile: Is told the number of positions seen before each step.
/// - Returns: What both players see of each position.
func play(
  _ game: ProcessGame, seed: UInt64 = 0, meanwhile: (Int) -> Void = { _ in }
) -> [[Float]] {
  var state = game.initialState(seed: seed)
  var seen = [look(state)]
  while let action = state.legalActions.last, seen.count < 100 {
    meanwhile(seen.count)
    _ = state.apply(action)
    seen.append(look(state, as: .first) + look(state, as: .second))
  }
  return seen
}

/// What a server says of a small game of one: the answer to HELLO without the version.
///
/// - Parameter changes: Members with other values, as JSON; `nil` leaves one out.
/// - Returns: A JSON object.
func hello(_ changes: [String: String?] = [:]) -> [UInt8] {
  let sound: [String: String?] = [
    "version": "4", "players": "1", "actions": "3", "observation": "[1, 2, 2]",
    "type": #""uint8""#, "actionPlanes": "1", "rewards": #""step""#, "chance": "false",
    "discount": "0.5", "clone": "true", "reseed": "false", "text": "false", "environments": "8",
  ]
  let members = sound.merging(changes) { $1 }
    .compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
  return Array("{\(members.joined(separator: ", "))}".utf8)
}

/// Whether a process runs, one that ended without being waited for not counting.
func isRunning(_ process: Int32) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let end = text.lastIndex(of: ")")
  else { return false }
  return text[end...].dropFirst(2).first != "Z"
}
