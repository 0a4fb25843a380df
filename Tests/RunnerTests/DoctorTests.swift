import Foundation
import Runner
import Runs
import Testing

@Suite struct DoctorTests {
  @Test func `every finding that is missing says what to do`() {
    let findings = Doctor.examine(project: FileManager.default.currentDirectoryPath)
    #expect(findings.contains { $0.name == "Swift toolchain" && $0.state == .ok })
    #expect(findings.allSatisfy { $0.state != .missing || $0.remedy != nil })
  }

  @Test func `what the set-up installs is what is looked for`() throws {
    let root = try #require(ProjectFiles(near: [URL(filePath: #filePath)]).root)
    let script = try String(
      contentsOf: root.appending(path: "scripts/setup-native.sh"), encoding: .utf8)
    let packages = [
      "libgit2-dev", "libdnnl-dev", "libsqlite3-dev", "g++", "make", "python3-pip", "unzip",
      "binutils",
    ]
    for package in packages {
      let words = script.split { " ();".contains($0) || $0.isNewline }
      #expect(words.contains { $0 == package }, "the set-up does not install \(package)")
    }
    // Where nothing is on the path, everything that a package brings is missing.
    let result = try Program.run(["doctor", "--json"], environment: ["PATH": "/nowhere"])
    for package in packages.dropFirst(3) {
      #expect(result.output.contains("apt-get install \(package)\""), "\(package)")
    }
  }

  @Test func `a look at the machine leaves no temporary files`() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run(["doctor"], environment: ["TMPDIR": folder.url.path()])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
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
