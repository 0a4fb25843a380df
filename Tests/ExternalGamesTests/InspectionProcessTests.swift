import Foundation
import Testing

@testable import ExternalGames

@Suite struct InspectionProcessTests {
  /// Starts the program that lies beside the tests.
  private func inspection(patience: Int = 60) throws -> InspectionProcess {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let child = URL(filePath: tests).deletingLastPathComponent().appending(path: "InspectionChild")
    return InspectionProcess(command: [child.path], patience: patience)
  }

  private func findings(
    _ fault: Int, steps: Int = 200, patience: Int = 60
  ) throws -> [PluginFinding] {
    let compiled = try Compiled()
    let path = try compiled.broken(fault)
    return try inspection(patience: patience).inspect("nim", of: path, steps: steps)
  }

  @Test func `a sound game has no fault, in a fresh process neither`() throws {
    let compiled = try Compiled()
    let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    let inspection = try inspection()
    let (names, faults) = inspection.games(of: path)
    #expect(names == ["nim"] && faults == [])
    let findings = inspection.inspect("nim", of: path)
    #expect(findings.filter { $0.fault != nil } == [])
    #expect(
      findings.map(\.name) == [
        "specification", "legal actions", "illegal actions", "determinism", "clones",
        "serialization", "reseeding",
        "observations", "batches", "threads", "speed", "serialization in a fresh process",
      ])
    #expect(
      findings.first?.note == "2 players, 21 actions, observation 1×3×7, 15 steps at most")
    #expect(findings.last?.note?.hasSuffix(" states") == true)
  }

  @Test(arguments: [
    (14, "legal actions", "broken14.so: crashed in 'state_step' (SIGSEGV)"),
    (15, "observations", "broken15.so: crashed in 'state_observe' (SIGABRT)"),
    (16, "legal actions", "broken16.so: ended the program in 'state_legal' (exit)"),
  ])
  func `a library that ends its process is a finding that names the function`(
    _ fault: Int, _ name: String, _ text: String
  ) throws {
    let findings = try findings(fault)
    let last = try #require(findings.last)
    #expect(last.name == name)
    #expect(last.fault?.hasSuffix(text) == true, "\(last)")
    #expect(findings.count { $0.fault != nil } == 1)
  }

  @Test func `a library that crashes while it is loaded is a finding, too`() throws {
    let compiled = try Compiled()
    let path = try compiled.broken(17)
    let (names, faults) = try inspection().games(of: path)
    #expect(names == [])
    #expect(faults.map(\.name) == ["loading"])
    #expect(faults.first?.fault?.hasSuffix("crashed in 'game_plugin_v1' (SIGSEGV)") == true)
  }

  @Test func `a library that hangs is ended`() throws {
    let findings = try findings(18, patience: 8)
    #expect(findings.last?.name == "legal actions")
    #expect(findings.last?.fault == "says nothing for 8 seconds")
  }

  @Test func `a saved state that is worth nothing elsewhere is found out`() throws {
    let findings = try findings(19)
    let faults = findings.filter { $0.fault != nil }
    #expect(faults.map(\.name) == ["serialization in a fresh process"])
    #expect(faults.first?.fault == "the 8 bytes of another process are not read")
  }

  @Test func `what is wrong at the border is not followed by a complaint about saved states`()
    throws
  {
    let findings = try findings(24)
    #expect(findings.filter { $0.fault != nil }.map(\.name) == ["batches"])
    #expect(findings.contains { $0.name == "serialization" && $0.fault == nil })
  }

  @Test func `a library that breaks its word outside of all checks is told with it`() throws {
    let findings = try findings(33)
    let last = try #require(findings.last)
    #expect(last.name == "clones")
    #expect(
      last.fault?.hasSuffix(
        "broken33.so: game 'nim': found no state from 'state_clone', expected one; is the memory "
          + "used up?") == true, "\(last)")
  }

  @Test func `a library that is no plugin is told with the reason`() throws {
    let compiled = try Compiled()
    let path = try compiled.broken(1)
    let (names, faults) = try inspection().games(of: path)
    #expect(names == [])
    #expect(faults.first?.fault?.contains("made for version 7") == true)
  }

  @Test func `a program that cannot be started is a finding`() {
    let inspection = InspectionProcess(command: ["/nowhere/program"])
    let (names, faults) = inspection.games(of: "any.so")
    #expect(names == [] && faults.map(\.name) == ["inspection"])
  }
}
