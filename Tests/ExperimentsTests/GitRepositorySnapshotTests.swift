import Foundation
import Testing

@testable import Experiments

@Suite struct GitRepositorySnapshotTests {
  /// A work tree with every kind of change in it, and a store to copy it to.
  private struct Project {
    let folder: TemporaryFolder
    let store: TemporaryFolder
    var path: String { folder.path }

    init() throws {
      folder = try TemporaryFolder()
      store = try TemporaryFolder()
      try runGit(["init", "-q", path])
      for name in ["kept", "edited", "deleted", "staged", "unindexed", "becomes-folder", "run.sh"] {
        try folder.write("\(name)\n", to: name)
      }
      try folder.write("inner\n", to: "becomes-file/inner")
      try folder.write("*.ignored\nbuild/\n", to: ".gitignore")
      try git("add", "-A")
      try git("commit", "-q", "-m", "first")
    }

    func makeDirty() throws {
      try folder.write("edited again\n", to: "edited")
      try FileManager.default.removeItem(atPath: "\(path)/deleted")
      try folder.write("staged once\n", to: "staged")
      try git("add", "staged")
      try folder.write("staged twice\n", to: "staged")
      try git("rm", "-q", "--cached", "unindexed")
      try FileManager.default.removeItem(atPath: "\(path)/becomes-folder")
      try folder.write("x\n", to: "becomes-folder/x")
      try FileManager.default.removeItem(atPath: "\(path)/becomes-file")
      try folder.write("y\n", to: "becomes-file")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(path)/run.sh")
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/link", withDestinationPath: "kept")
      try folder.write("new\n", to: "new folder/né w")
      try folder.write("no\n", to: "x.ignored")
      try folder.write("no\n", to: "build/out")
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
      try runGit(["-C", path] + arguments)
    }

    /// The tree that git itself makes of everything, with an index of its own.
    func expectedTree() throws -> String {
      let index = ["GIT_INDEX_FILE": "\(store.path)/index"]
      try FileManager.default.copyItem(
        atPath: "\(path)/.git/index", toPath: "\(store.path)/index")
      try runGit(["-C", path, "add", "-A"], environment: index)
      return try runGit(["-C", path, "write-tree"], environment: index)
    }

    func snapshot(_ rules: SnapshotRules = SnapshotRules()) throws -> Snapshot {
      let copy = "\(store.path)/store.git"
      let snapshot = try GitRepository.openWorkTree(around: path).snapshot(
        into: GitRepository.createBare(at: copy), rules: rules)
      // Fails when an object of the tree is not in the store.
      try runGit(["--git-dir", copy, "rev-list", "--objects", snapshot.tree.description])
      return snapshot
    }
  }

  @Test func `a dirty work tree gives the tree that git add and write-tree give`() throws {
    let project = try Project()
    try project.makeDirty()
    let index = try FileSystem.read("\(project.path)/.git/index")
    let snapshot = try project.snapshot()
    #expect(try FileSystem.read("\(project.path)/.git/index") == index)
    #expect(snapshot.tree.description == (try project.expectedTree()))
    #expect(snapshot.leftOut == [])
    #expect(snapshot.isDirty)
  }

  @Test func `a clean work tree gives the tree of its last commit`() throws {
    let project = try Project()
    let snapshot = try project.snapshot()
    #expect(snapshot.tree.description == (try project.git("rev-parse", "HEAD^{tree}")))
    #expect(!snapshot.isDirty)
  }

  @Test func `a work tree without a commit is copied too`() throws {
    let project = try Project()
    try project.git("update-ref", "-d", "HEAD")
    #expect(try project.snapshot().tree.description == (try project.expectedTree()))
  }

  @Test func `secrets and the store itself are left out and listed`() throws {
    let project = try Project()
    try project.folder.write("secret", to: "key.pem")
    try project.git("add", "key.pem")
    try project.git("commit", "-q", "-m", "a mistake")
    for name in [".env", "sub/id_ed25519", "sub/id_map.txt", ".tesuji/index.sqlite"] {
      try project.folder.write("x", to: name)
    }
    let snapshot = try project.snapshot()
    #expect(
      snapshot.leftOut.map(\.path) == [
        ".env", ".tesuji/index.sqlite", "key.pem", "sub/id_ed25519",
      ])
    let names = try runGit([
      "--git-dir", "\(project.store.path)/store.git", "ls-tree", "-r", "--name-only",
      snapshot.tree.description,
    ])
    #expect(names.contains("sub/id_map.txt"))
    #expect(!names.contains("key.pem"))
  }

  @Test func `the largest files are left out first to keep the limits`() throws {
    let project = try Project()
    try project.folder.write(String(repeating: "a", count: 5000), to: "large")
    try project.folder.write(String(repeating: "b", count: 3000), to: "middle")
    let snapshot = try project.snapshot(SnapshotRules(byteLimit: 4000))
    #expect(snapshot.leftOut.map(\.path) == ["large"])
    #expect(snapshot.leftOut.first?.reason == "5000 bytes; the snapshot's limit is 4000")
  }

  @Test func `the number of files is limited`() throws {
    let project = try Project()
    let snapshot = try project.snapshot(SnapshotRules(fileLimit: 7))
    #expect(snapshot.leftOut.count == 2)
    #expect(snapshot.leftOut.allSatisfy { $0.reason == "the snapshot's limit is 7 files" })
  }

  @Test func `a repository inside is left out and listed`() throws {
    let project = try Project()
    try runGit(["init", "-q", "\(project.path)/inner"])
    try project.folder.write("x", to: "inner/file")
    let snapshot = try project.snapshot()
    #expect(
      snapshot.leftOut == [LeftOutFile(path: "inner/", reason: "a repository of its own")])
  }

  @Test(arguments: ["worktreeConfig", "partialClone"])
  func `a work tree with a harmless extension opens`(name: String) throws {
    let project = try Project()
    try project.git("config", "core.repositoryFormatVersion", "1")
    try project.git("config", "extensions.\(name)", "true")
    #expect(
      try project.snapshot().tree.description == (try project.git("rev-parse", "HEAD^{tree}")))
  }

  @Test func `a work tree with an unknown extension is refused with its name`() throws {
    let project = try Project()
    try project.git("config", "core.repositoryFormatVersion", "1")
    try project.git("config", "extensions.refStorage", "reftable")
    do {
      _ = try project.snapshot()
      Issue.record("the work tree was opened")
    } catch let error as GitError {
      #expect(error.kind == .unsupportedFormat)
      #expect(error.description.contains("refstorage"), "\(error)")
    }
  }
}
