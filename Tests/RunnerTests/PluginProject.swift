import Foundation
import Testing

/// Projects with a plugin folder of their own.
enum PluginProject {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A project with the example game in a library.
  ///
  /// - Parameters:
  ///   - fault: One of the faults of `broken.c`; a sound library without it.
  ///   - name: The name of the library without `.so`.
  /// - Returns: The project's folder.
  /// - Throws: An error if there is no compiler.
  static func withLibrary(fault: Int? = nil, name: String = "nim") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    let sound = root.appending(path: "Plugins/Nim/nim.c").path()
    let sources =
      fault.map { fault in
        [
          "-D_DEFAULT_SOURCE", "-DFAULT=\(fault)", "-DNIM=\"\(sound)\"",
          root.appending(path: "Tests/ExternalGamesTests/broken.c").path(),
        ]
      } ?? [sound]
    compiler.arguments =
      [
        "cc", "-std=c11", "-O2", "-fPIC", "-shared",
        "-I\(root.appending(path: "Sources/CGamePlugin/include").path())",
        "-o", try plugins(of: folder).appending(path: "\(name).so").path(),
      ] + sources
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "a C compiler is needed")
    return folder
  }

  /// A project with a game in a program of its own, `take`, and its twin `take:slow` that cannot be copied.
  ///
  /// - Returns: The project's folder.
  static func withServer() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let plugins = try plugins(of: folder)
    for file in [
      "Plugins/Gymnasium/tesuji_process.py", "Tests/ExternalGamesTests/Servers/subtraction.py",
    ] {
      let source = root.appending(path: file)
      try FileManager.default.copyItem(
        at: source, to: plugins.appending(path: source.lastPathComponent))
    }
    let manifest = """
      {
        "name": "take", "kind": "process", "command": ["python3", "subtraction.py"],
        "options": {"size": {"default": 21, "summary": "the heap at the start"}}
      }
      """
    try Data(manifest.utf8).write(to: plugins.appending(path: "take.json"))
    return folder
  }

  /// The plugin folder of a project.
  static func plugins(of folder: TemporaryFolder) throws -> URL {
    let plugins = folder.url.appending(path: ".tesuji/plugins")
    try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
    return plugins
  }
}
