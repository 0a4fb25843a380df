import Foundation
import Testing

@testable import Network

@Suite struct InferencePlanLibraryTests {
  @Test func `a missing library says where it was looked for and what to do`() {
    let result = InferencePlanLibrary.open(["/nowhere/one.so", "/nowhere/two.so"])
    guard case .failure(let error) = result else {
      Issue.record("a library was found where none is")
      return
    }
    #expect(error.description.contains("/nowhere/one.so, /nowhere/two.so"))
    #expect(error.description.contains("make setup"))
  }

  @Test func `a file that is no library is refused by name`() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "no-library-\(ProcessInfo.processInfo.processIdentifier).so")
    try Data("text".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    guard case .failure(let error) = InferencePlanLibrary.open([file.path]) else {
      Issue.record("text was opened as a library")
      return
    }
    #expect(error.description.contains(file.lastPathComponent))
    #expect(error.description.contains("make setup"))
  }

  @Test func `another library has no table`() {
    guard case .failure(let error) = InferencePlanLibrary.open(["/proc/self/exe"]) else {
      Issue.record("the test program was taken for a library of plans")
      return
    }
    #expect(error.description.contains("/proc/self/exe"))
  }
}
