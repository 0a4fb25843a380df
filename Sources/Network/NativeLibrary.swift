import Foundation

/// Where the native libraries that `make setup` builds are found.
enum NativeLibrary {
  /// The files to try, the most particular first.
  ///
  /// - Parameters:
  ///   - variable: An environment variable that names the file; if it is set nothing else is tried.
  ///   - file: The file's name.
  /// - Returns: Absolute paths, each once.
  static func candidates(variable: String, file: String) -> [String] {
    if let named = ProcessInfo.processInfo.environment[variable] { return [named] }
    let manager = FileManager.default
    var folders = [manager.currentDirectoryPath]
    if let program = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      // A program lies in `.build/<triple>/<configuration>` of its package, or was copied.
      var folder = URL(filePath: program).deletingLastPathComponent()
      for _ in 0..<4 {
        folders.append(folder.path)
        folder.deleteLastPathComponent()
      }
    }
    var seen = Set<String>()
    return folders.map { "\($0)/.deps/lib/\(file)" }.filter { seen.insert($0).inserted }
  }
}
