public import Foundation

/// Where the project's own files are, whatever folder the program was started in.
public struct ProjectFiles: Sendable {
  /// The folder that holds `experiments/`, or `nil` where it was not found.
  public let root: URL?

  /// Looks in the given folders and in those around them.
  ///
  /// - Parameter starts: Where to begin, in order of preference.
  public init(near starts: [URL]) {
    root = starts.lazy.compactMap(Self.projectFolder).first
  }

  /// Looks around the current folder, then around the program.
  public static var standard: ProjectFiles {
    var starts = [URL(fileURLWithPath: FileManager.default.currentDirectoryPath)]
    if let program = Bundle.main.executableURL {
      starts.append(program.resolvingSymlinksInPath().deletingLastPathComponent())
    }
    return ProjectFiles(near: starts)
  }

  /// The folder of the presets.
  public var presets: URL? { root?.appendingPathComponent("experiments", isDirectory: true) }

  /// The names of the presets, ascending.
  public var presetNames: [String] {
    guard let presets,
      let files = try? FileManager.default.contentsOfDirectory(atPath: presets.path)
    else { return [] }
    return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
  }

  private static func projectFolder(around start: URL) -> URL? {
    var folder = start.standardizedFileURL
    while true {
      let presets = folder.appendingPathComponent("experiments", isDirectory: true)
      let manifest = folder.appendingPathComponent("Package.swift")
      if FileManager.default.fileExists(atPath: presets.path),
        FileManager.default.fileExists(atPath: manifest.path)
      {
        return folder
      }
      let parent = folder.deletingLastPathComponent()
      if parent.path == folder.path { return nil }
      folder = parent
    }
  }
}
