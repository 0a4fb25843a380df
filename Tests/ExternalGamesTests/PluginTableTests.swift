import CGamePlugin
import Foundation
import Testing

@testable import ExternalGames

@Suite struct PluginTableTests {
  @Test(arguments: [
    (1, "made for version 7 of the plugin interface, expected 1"),
    (2, "bytes and ends before 'state_step'"),
    (3, "the table of functions has 8 bytes and ends before 'name'"),
    (4, "the table of functions lacks 'state_hash', which is required"),
    (5, "the table of functions lacks 'state_reseed', which is promised by game 'nim'"),
    (8, "the plugin refuses this program"),
  ])
  func `a broken table is refused with a reason`(_ fault: Int, _ reason: String) throws {
    let found = try Compiled().refusal(of: fault)
    #expect(found.hasSuffix(reason), "\(found)")
  }

  @Test func `a library without the one function is no plugin`() throws {
    let compiled = try Compiled()
    let source = compiled.folder.appending(path: "empty.c")
    try Data("int nothing;".utf8).write(to: source)
    let path = compiled.folder.appending(path: "empty.so").path
    try Compiled.run(["cc", "-fPIC", "-shared", "-o", path, source.path])
    let error = #expect(throws: PluginError.self) {
      try PluginLibrary(path: path, folders: [compiled.folder.path])
    }
    #expect(error?.fault == .noSymbol("game_plugin_v1"))
  }

  @Test func `no function that play needs may be absent`() {
    func check<Function>(_ path: WritableKeyPath<gp_plugin_v1, Function?>, _ name: String) {
      var functions = Nim.functions
      functions[keyPath: path] = nil
      let error = #expect(throws: PluginError.self) { try PluginTable(&functions, path: "x.so") }
      #expect(error?.fault == .missingFunction(name, reason: "required"))
    }
    check(\.name, "name")
    check(\.license, "license")
    check(\.game_create, "game_create")
    check(\.game_spec, "game_spec")
    check(\.state_create, "state_create")
    check(\.state_status, "state_status")
    check(\.state_step, "state_step")
    check(\.state_legal, "state_legal")
    check(\.state_observe, "state_observe")
    check(\.state_return, "state_return")
  }

  @Test func `what a capability promises has to be there, and only that`() throws {
    var functions = Nim.functions
    functions.state_copy_from = nil
    functions.action_parse = nil
    let table = try PluginTable(&functions, path: "x.so")
    try table.checkPromises(GP_CAN_SERIALIZE | GP_CAN_PARSE, of: "nim")
    for (bit, name) in [
      (GP_CAN_CLONE, "state_copy_from"), (GP_CAN_NAME_ACTIONS, "action_parse"),
      (GP_CAN_TURN, "symmetry_count"), (GP_CAN_DRAW, "action_draw"),
      (GP_HAS_CHANCE, "state_reseed"),
    ] {
      let error = #expect(throws: PluginError.self) { try table.checkPromises(bit, of: "nim") }
      #expect(error?.fault == .missingFunction(name, reason: "promised by game 'nim'"))
    }
  }

  @Test func `functions beyond the size of a table are not read`() throws {
    var functions = Nim.functions
    functions.step_batch = { _, _, _, _ in }
    let start = try #require(MemoryLayout<gp_plugin_v1>.offset(of: \.step_batch))
    #expect(try PluginTable(&functions, path: "x.so").functions.step_batch != nil)
    // Half a pointer is none.
    functions.struct_size = UInt32(start + 4)
    #expect(try PluginTable(&functions, path: "x.so").functions.step_batch == nil)
  }

  @Test(arguments: [0, 1, 255, 256, 257, 5000])
  func `a text of any length is read`(_ count: Int) {
    let found = text { buffer, capacity in
      for index in 0..<min(count, capacity - 1) { buffer[index] = 97 + CChar(index % 26) }
      buffer[min(count, capacity - 1)] = 0
      return count
    }
    #expect(found.utf8.elementsEqual((0..<count).map { 97 + UInt8($0 % 26) }))
  }
}
