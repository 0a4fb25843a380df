import Foundation
import Testing

@testable import Experiments

@Suite struct LoadedBinaryTests {
  @Test func `a file that has changed is read again, and one that is gone has no digest`() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "a.so")
    let path = folder.path + "/a.so"
    let first = LoadedBinary.file(at: path)
    #expect(first.size == 3 && first.buildID == nil)
    #expect(
      first.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    // This time from memory.
    #expect(LoadedBinary.file(at: path) == first)
    // The clock of file times moves every few milliseconds.
    usleep(50_000)
    try folder.write("abd", to: "a.so")
    let second = LoadedBinary.file(at: path)
    #expect(second.size == 3 && second.sha256 != first.sha256)
    try FileManager.default.removeItem(atPath: path)
    #expect(LoadedBinary.file(at: path).sha256 == "")
  }
}
