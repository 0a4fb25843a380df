import Testing

@testable import Learning

@Suite struct AppendOnlyFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `what is appended is read back, also by another handle`() throws {
    let path = folder.path + "/file"
    let file = try SystemFile(path: path)
    try file.append([1, 2, 3])
    try file.append([4, 5])
    try file.synchronize()
    #expect(file.size == 5)
    #expect(try file.read(1..<4) == [2, 3, 4])
    #expect(try file.read(3..<9) == [4, 5])
    try file.truncate(to: 2)
    try file.append([9])
    let other = try SystemFile(path: path)
    #expect(other.size == 3)
    #expect(try other.read(0..<3) == [1, 2, 9])
  }

  @Test func `a device without room says so`() throws {
    let file = try SystemFile(path: "/dev/full")
    #expect {
      try file.append([1])
    } throws: { error in
      (error as? FileFailure)?.isFull == true
    }
  }

  @Test func `the names of a folder are sorted, and a missing folder is made`() throws {
    let path = folder.path + "/new"
    #expect(try namesInFolder(path) == [])
    for name in ["b", "c", "a"] { _ = try SystemFile(path: path + "/" + name) }
    #expect(try namesInFolder(path) == ["a", "b", "c"])
    #expect(throws: FileFailure.self) { try namesInFolder(path + "/a") }
  }
}
