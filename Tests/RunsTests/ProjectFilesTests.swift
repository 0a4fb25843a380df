import Foundation
import Runs
import Testing

@Suite struct ProjectFilesTests {
  /// A project with two presets, and a folder deep inside it.
  private func withProject(_ body: (_ root: URL, _ inside: URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("tesuji-files-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let inside = root.appendingPathComponent("Sources/Deep", isDirectory: true)
    let presets = root.appendingPathComponent("experiments", isDirectory: true)
    for folder in [inside, presets] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for file in ["Package.swift", "experiments/b.toml", "experiments/a.toml", "experiments/x.md"] {
      try Data().write(to: root.appendingPathComponent(file))
    }
    try body(root, inside)
  }

  @Test func `the project is found from a folder inside it`() throws {
    try withProject { root, inside in
      let files = ProjectFiles(near: [inside])
      #expect(files.root?.standardizedFileURL.path == root.standardizedFileURL.path)
      #expect(files.presetNames == ["a", "b"])
    }
  }

  @Test func `the first place that lies in a project counts`() throws {
    try withProject { root, inside in
      let files = ProjectFiles(near: [URL(fileURLWithPath: "/"), inside])
      #expect(files.root?.standardizedFileURL.path == root.standardizedFileURL.path)
    }
  }

  @Test func `outside of a project there are no presets`() {
    let files = ProjectFiles(near: [URL(fileURLWithPath: "/")])
    #expect(files.root == nil)
    #expect(files.presets == nil)
    #expect(files.presetNames.isEmpty)
  }
}
