import ExternalGames
import Foundation
import GameProtocol
import Testing

@testable import Runner

@Suite struct PluginTargetTests {
  private func manifest(_ text: String) throws -> (path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "plugin.json")
    try Data(text.utf8).write(to: file)
    return (file.path(), folder)
  }

  @Test func `a library is not opened`() throws {
    guard case .library("./none.so", []) = try PluginTarget("./none.so") else {
      Issue.record("another target")
      return
    }
  }

  @Test func `a game goes by its name`() throws {
    guard case .game(let game) = try PluginTarget("othello") else {
      Issue.record("another target")
      return
    }
    #expect(game.name == "othello")
  }

  @Test func `a manifest of a process is its game`() throws {
    let (path, folder) = try manifest(
      #"{"name": "dice", "kind": "process", "command": ["python3", "dice.py"]}"#)
    defer { withExtendedLifetime(folder) {} }
    guard case .game(let game) = try PluginTarget(path) else {
      Issue.record("another target")
      return
    }
    #expect(game.name == "dice")
  }

  @Test func `a manifest of a library gives its options`() throws {
    let (path, folder) = try manifest(
      """
      {"name": "heaps", "kind": "library", "command": ["nim.so"],
       "options": {"heaps": {"default": 4}, "rule": {"default": "misere"}}}
      """)
    defer { withExtendedLifetime(folder) {} }
    guard case .library(let library, let options) = try PluginTarget(path) else {
      Issue.record("another target")
      return
    }
    #expect(library.hasSuffix("/nim.so"))
    #expect(options.sorted() == ["heaps=4", "rule=misere"])
  }

  @Test func `a broken manifest is a finding and no error`() throws {
    let (path, folder) = try manifest("{")
    defer { withExtendedLifetime(folder) {} }
    guard case .broken(let error) = try PluginTarget(path) else {
      Issue.record("another target")
      return
    }
    #expect(error.description.contains("not JSON"))
  }

  @Test(arguments: [
    ("othelo", "unknown game 'othelo'; did you mean 'othello'?"),
    ("./othello", "there is no file './othello'; expected a library"),
    ("/", "found the folder '/', expected a library"),
    ("/dev/null", "found the file '/dev/null', expected a library"),
  ])
  func `what is none of these is told`(_ text: String, _ reason: String) {
    let failure = #expect(throws: Failure.self) { try PluginTarget(text) }
    #expect(failure?.message.hasPrefix(reason) == true, "\(String(describing: failure))")
  }

  @Test(arguments: [
    (OptionValue.text("a b"), "x=a b"), (.integer(3), "x=3"), (.flag(true), "x=true"),
    (.number(0.25), "x=0.25"),
  ])
  func `a default can be given back as an option`(_ value: OptionValue, _ text: String) {
    #expect(GameOption("x", value, "").assignment == text)
  }
}
