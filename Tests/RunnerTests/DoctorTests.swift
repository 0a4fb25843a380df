import Foundation
import Runner
import Testing

@Suite struct DoctorTests {
  @Test func `every finding that is missing says what to do`() {
    let findings = Doctor.examine(project: FileManager.default.currentDirectoryPath)
    #expect(findings.contains { $0.name == "Swift toolchain" && $0.state == .ok })
    #expect(findings.allSatisfy { $0.state != .missing || $0.remedy != nil })
  }

  @Test func `a folder that is not there cannot hold a store`() {
    let findings = Doctor.examine(project: "/no/such/folder")
    #expect(findings.contains { $0.name == "experiment store" && $0.state == .missing })
  }

  @Test func `what is to be done stands below the list`() {
    let text = Doctor.text([
      .init("a", .ok, "here"), .init("b", .missing, "not here", remedy: "get it"),
    ])
    #expect(text == "ok       a  here\nmissing  b  not here\n\nWhat to do:\n  b: get it")
    #expect(Doctor.text([.init("a", .ok, "here")]).hasSuffix("\n\nNothing is missing."))
  }

  @Test func `findings can be read by other programs, and the status tells whether all is there`()
    throws
  {
    let result = try Program.run(["doctor", "--json"])
    let findings = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let isComplete = !findings.contains { $0["state"] as? String == "missing" }
    #expect(result.status == (isComplete ? 0 : 1))
  }
}
