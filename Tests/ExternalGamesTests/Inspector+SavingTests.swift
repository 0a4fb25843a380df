import CGamePlugin
import Foundation
import Testing

@testable import ExternalGames

@Suite struct InspectorSavingTests {
  /// What is said of the states that sound Nim saved, after a change of the file.
  ///
  /// A state is four bytes, the actions to come and what they lead to: lists of words, each after the
  /// number of its words.
  private func check(_ change: (inout [UInt64]) -> Void) throws -> PluginFinding {
    let compiled = try Compiled()
    let file = compiled.folder.appending(path: "states")
    let inspector = Inspector(rules: try Nim.rules(), steps: 40)
    inspector.save(to: file.path)
    var words = try Data(contentsOf: file).withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
    change(&words)
    try words.withUnsafeBytes { Data($0) }.write(to: file)
    return inspector.finding("saved") { () throws(Inspector.Fault) in
      try inspector.check(savedAt: file.path)
    }
  }

  @Test func `states that are saved are read and go on as they did`() throws {
    let finding = try check { _ in }
    #expect(finding.fault == nil && finding.note == "18 states")
  }

  @Test func `a state that was another one is found out`() throws {
    let finding = try check { words in
      #expect(Array(words[..<5]) == [4, 3, 5, 7, 0])
      words[4] = 1
    }
    #expect(finding.fault == "the state read is another one")
  }

  @Test func `a state that went on differently is found out`() throws {
    let finding = try check { words in
      // The trace follows the bytes and the actions.
      let trace = 5 + 1 + Int(words[5])
      words[trace + 1 + 2] ^= 1
    }
    #expect(finding.fault == "the state read goes on differently after 2 steps")
  }

  @Test func `bytes that no state has are not read`() throws {
    let finding = try check { words in words[1] = 9 }
    #expect(finding.fault == "the 4 bytes of another process are not read")
  }

  @Test func `a file that is cut short or empty is found out`() throws {
    #expect(try check { $0.removeLast() }.fault == "the file of states is cut short")
    #expect(try check { $0.removeAll() }.fault == "no state was written")
  }

  @Test func `bytes of another number than announced are found out`() throws {
    let rules = try Nim.rules { $0.state_serialize = { _, memory, _ in memory == nil ? 4 : 3 } }
    let error = #expect(throws: Inspector.Fault.self) {
      try Inspector(rules: rules, steps: 1).bytes(of: StateBox(rules, seed: 0))
    }
    #expect(error?.text == "4 bytes announced, 3 written")
  }
}
