import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

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

  /// Compiles a Swift module that imports `CGamePlugin`.
  ///
  /// - Parameters:
  ///   - module: The name of the module.
  ///   - sources: The folder of its files.
  /// - Returns: The library.
  /// - Throws: An error if it does not compile.
  func swiftLibrary(_ module: String, sources: URL) throws -> String {
    let header = Self.headers.appending(path: "game_plugin.h").path
    let map = folder.appending(path: "\(module).modulemap")
    try Data("module CGamePlugin { header \"\(header)\" export * }".utf8).write(to: map)
    let output = folder.appending(path: module + ".so").path
    let files = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
    try Self.run(
      [
        "swiftc", "-swift-version", "6", "-O", "-emit-library", "-module-name", module,
        "-Xcc", "-fmodule-map-file=\(map.path)", "-o", output,
      ] + files.map { sources.appending(path: $0).path })
    return output
  }

  /// Compiles Nim with one of the faults of `broken.c`.
  ///
  /// - Parameter fault: The number of the fault.
  /// - Returns: The library.
  /// - Throws: An error if there is no compiler.
  func broken(_ fault: Int) throws -> String {
    try library(
      "Tests/ExternalGamesTests/broken.c", as: "broken\(fault)",
      flags: [
        "-D_DEFAULT_SOURCE", "-DFAULT=\(fault)",
        "-DNIM=\"\(Self.root.appending(path: "Plugins/Nim/nim.c").path)\"",
      ])
  }

  /// Why a library with one of the faults of `broken.c` is refused.
  ///
  /// - Parameter fault: The number of the fault.
  /// - Returns: The error.
  /// - Throws: An error if there is no compiler, or the library is taken.
  func refusal(of fault: Int) throws -> String {
    let path = try broken(fault)
    let error = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path, folders: [folder.path])
    }
    return try #require(error).description
  }

  /// What a look at Nim with one of the faults of `broken.c` finds.
  ///
  /// - Parameters:
  ///   - fault: The number of the fault.
  ///   - name: The property.
  /// - Returns: The fault that is found.
  /// - Throws: An error if there is no compiler, or the library is refused.
  func fault(_ fault: Int, in name: String) throws -> String? {
    let library = try PluginLibrary(path: try broken(fault), folders: [folder.path])
    let game = try #require(try library.games[0].game() as? ExternalGame)
    return inspect(game, steps: 1000).first { $0.name == name }?.fault
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
