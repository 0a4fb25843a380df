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

/// Whether a process runs, one that ended without being waited for not counting.
func isRunning(_ process: Int32) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let end = text.lastIndex(of: ")")
  else { return false }
  return text[end...].dropFirst(2).first != "Z"
}
