import Foundation
import Testing

@testable import Experiments

@Suite struct ExperimentStoreTests {
  private func failure(opening project: String, creating: Bool = true) -> String {
    do {
      _ = try ExperimentStore.open(project: project, creating: creating, isDurable: false)
      return ""
    } catch {
      return error.description
    }
  }

  @Test func `the store is a bare repository of its own that git accepts`() throws {
    let fixture = try StoreFixture()
    #expect(try fixture.git("rev-parse", "--is-bare-repository") == "true")
    #expect(try unsoundness(of: fixture.folder.path) == [])
    let names = FileSystem.names(in: fixture.store.folder)
    #expect(names == ["experiments.git"])
  }

  @Test func `without leave to make it a missing store is an error`() throws {
    let folder = try TemporaryFolder()
    #expect(
      failure(opening: folder.path, creating: false)
        == "there is no experiment store in \(folder.path)")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `a store of somebody else is refused by name`() throws {
    let fixture = try StoreFixture()
    let path = "\(fixture.store.folder)/experiments.git"
    #expect(chown(path, 12345, 12345) == 0)
    let text = failure(opening: fixture.folder.path)
    #expect(text.contains("it belongs to user 12345, not to root"), "\(text)")
  }

  @Test func `a store of another object format is refused`() throws {
    let folder = try TemporaryFolder()
    try runGit([
      "init", "-q", "--bare", "--object-format=sha256", "\(folder.path)/.tesuji/experiments.git",
    ])
    let text = failure(opening: folder.path)
    #expect(text.contains("its format is not supported"), "\(text)")
    #expect(text.contains("expected a SHA-1 repository"), "\(text)")
  }

  @Test func `many may make the store at once`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let failures = await withTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            let store = try StoreFixture.open(path)
            _ = try store.begin(sampleIntent, id: newRun())
            return ""
          } catch {
            return "\(error)"
          }
        }
      }
      return await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(failures == Array(repeating: "", count: 8))
    #expect(try StoreFixture.open(path).tips().count == 8)
    #expect(FileSystem.names(in: "\(path)/.tesuji") == ["experiments.git", "runs"])
  }
}
