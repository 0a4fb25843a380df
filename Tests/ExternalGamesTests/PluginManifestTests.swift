import Crypto
import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct PluginManifestTests {
  @Test func `a manifest is read, with paths beside it made complete`() throws {
    let served = try Served()
    let script = served.folder.appending(path: "subtraction.py").resolvingSymlinksInPath().path
    let data = try Data(contentsOf: URL(filePath: script))
    let digest = SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    let path = try served.write(
      """
      {"name": "subtraction", "kind": "process", "command": ["python3", "-u", "subtraction.py", "x"],
       "summary": "take the last", "sha256": "\(digest)", "timeout": 2.5, "servers": 3,
       "options": {"size": 21, "fast": true, "rate": 0.5, "word": "a",
                   "whole": {"default": 1, "type": "number", "summary": "any number"}}}
      """, as: "subtraction.json")
    let manifest = try PluginManifest(path: path)
    #expect(manifest.name == "subtraction" && manifest.kind == .process)
    #expect(manifest.summary == "take the last" && manifest.digest == digest)
    #expect(manifest.command == ["python3", "-u", script, "x"])
    #expect(manifest.timeout == 2.5 && manifest.serverCount == 3)
    #expect(
      manifest.options == [
        GameOption("fast", .flag(true), ""), GameOption("rate", .number(0.5), ""),
        GameOption("size", .integer(21), ""), GameOption("whole", .number(1), "any number"),
        GameOption("word", .text("a"), ""),
      ])
  }

  @Test(arguments: [
    (#"{"name": "a", "kind": "process""#, "not JSON"),
    (#"[]"#, "found something else, expected an object"),
    (#"{"name": "a", "kind": "process"}"#, "found no 'command'"),
    (#"{"name": "a", "kind": "process", "command": "x"}"#, "found something else at 'command'"),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "args": 1}"#,
      "found the unknown key 'args', expected name, kind, command, summary, options, sha256"
    ),
    (
      #"{"name": "A b", "kind": "process", "command": ["x"]}"#,
      "found the name 'A b', expected one of a-z, 0-9 and -"
    ),
    (
      #"{"name": "a", "kind": "thread", "command": ["x"]}"#,
      "found the kind 'thread', expected 'library' or 'process'"
    ),
    (
      #"{"name": "a", "kind": "process", "command": []}"#,
      "found an empty command, expected a program"
    ),
    (
      #"{"name": "a", "kind": "library", "command": ["a.so", "b"]}"#,
      "found a command of 2 parts, expected the library alone"
    ),
    (
      #"{"name": "a", "kind": "library", "command": ["a.so"], "timeout": 1}"#,
      "found 'timeout' or 'servers', which only a process has"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "timeout": 0}"#,
      "found a timeout of 0.0, expected seconds above 0"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "servers": 0}"#,
      "found 0 servers, expected 1 to 1024"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["python3"], "sha256": "00"}"#,
      "found a sha256, but no part of the command is a file"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["python3", "faulty.py"], "sha256": "00"}"#,
      "expected 00"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "options": {"size": {"value": 1}}}"#,
      "found the unknown key 'value' in 'options', expected default, summary, type"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "options": {"size": [1]}}"#,
      "at 'options.size'"
    ),
    (
      #"{"name": "a", "kind": "process", "command": ["x"], "options": {"size": {"default": 1, "type": "int"}}}"#,
      "found 'int', expected flag, integer, number or text"
    ),
  ])
  func `a wrong manifest is refused with a reason`(_ text: String, _ reason: String) throws {
    let served = try Served()
    let path = try served.write(text, as: "wrong.json")
    let error = #expect(throws: PluginError.self) { try PluginManifest(path: path) }
    #expect(
      error?.description.hasPrefix(path + ": not a plugin manifest: ") == true
        && error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func `a manifest that is not there is told by its path`() {
    let error = #expect(throws: PluginError.self) { try PluginManifest(path: "/no/such.json") }
    #expect(error?.description == "/no/such.json: not a plugin manifest: it cannot be read")
  }
}
