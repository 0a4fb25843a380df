import Foundation

/// Libraries that the tests compile, in a folder that is removed at the end.
final class Compiled: Sendable {
  /// The folder.
  let folder: URL

  /// The root of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let headers = root.appending(path: "Sources/CGamePlugin/include")

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tesuji-plugins-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Compiles a C file.
  ///
  /// - Parameters:
  ///   - source: The file, relative to the root of the package.
  ///   - name: The name of the library without `.so`.
  ///   - flags: More flags.
  /// - Returns: The library.
  /// - Throws: An error if there is no compiler.
  func library(_ source: String, as name: String, flags: [String] = []) throws -> String {
    let output = folder.appending(path: name + ".so").path
    try Self.run(
      ["cc", "-std=c11", "-O2", "-fPIC", "-shared", "-I\(Self.headers.path)", "-o", output]
        + flags + [Self.root.appending(path: source).path])
    return output
  }

  /// Runs a program to its end.
  static func run(_ command: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    try process.run()
    process.waitUntilExit()
    struct Failed: Error { var command: [String] }
    if process.terminationStatus != 0 { throw Failed(command: command) }
  }
}
