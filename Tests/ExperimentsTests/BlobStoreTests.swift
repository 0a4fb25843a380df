import Testing

@testable import Experiments

@Suite struct BlobStoreTests {
  @Test func `a blob lies under its digest and comes back whole`() throws {
    let folder = try TemporaryFolder()
    let blobs = BlobStore(folder: folder.path, isDurable: true)
    let blob = try blobs.store(Array("abc".utf8))
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(blob == BlobPointer(sha256: digest, size: 3))
    #expect(blobs.path(of: blob) == "\(folder.path)/ba/78/\(digest)")
    #expect(try blobs.read(blob) == Array("abc".utf8))
    #expect(try blobs.store(Array("abc".utf8)) == blob)
    #expect(FileSystem.names(in: "\(folder.path)/ba/78") == [digest])
  }

  @Test func `a damaged or missing blob is named`() throws {
    let folder = try TemporaryFolder()
    let blobs = BlobStore(folder: folder.path, isDurable: false)
    let blob = try blobs.store(Array("abc".utf8))
    let path = blobs.path(of: blob)
    try FileSystem.writeAtomically(Array("abd".utf8), to: path, isDurable: false)
    #expect(
      throws: ExperimentError.corrupt(
        path, reason: "its contents are not those that its name stands for; it was damaged")
    ) { try blobs.read(blob) }
    FileSystem.remove(path)
    do {
      _ = try blobs.read(blob)
      Issue.record("the missing file was not seen")
    } catch {
      #expect(
        error
          == .corrupt(path, reason: "the file is missing, though the record refers to it"))
    }
  }

  @Test func `what was damaged is mended by storing it again`() throws {
    let folder = try TemporaryFolder()
    let blobs = BlobStore(folder: folder.path, isDurable: false)
    let blob = try blobs.store(Array("abc".utf8))
    try FileSystem.writeAtomically(
      Array("abd".utf8), to: blobs.path(of: blob), isDurable: false)
    #expect(try blobs.store(Array("abc".utf8)) == blob)
    #expect(try blobs.read(blob) == Array("abc".utf8))
  }

  @Test func `a file is taken over under its digest, and checked where it lies`() throws {
    let folder = try TemporaryFolder()
    let blobs = BlobStore(folder: "\(folder.path)/objects", isDurable: true)
    try folder.write("abc", to: "checkpoint")
    let blob = try blobs.adopt("\(folder.path)/checkpoint")
    #expect(FileSystem.names(in: folder.path) == ["objects"])
    #expect(try blobs.verifiedPath(of: blob) == blobs.path(of: blob))
    #expect(try blobs.read(blob) == Array("abc".utf8))
    try FileSystem.writeAtomically([], to: blobs.path(of: blob), isDurable: false)
    #expect(throws: ExperimentError.self) { try blobs.verifiedPath(of: blob) }
  }

  @Test func `a pointer is a Git LFS pointer and nothing else is read as one`() {
    let blob = BlobPointer(sha256: String(repeating: "a", count: 64), size: 12)
    #expect(BlobPointer(text: blob.text) == blob)
    #expect(blob.text.hasPrefix("version https://git-lfs.github.com/spec/v1\noid sha256:aaaa"))
    #expect(blob.text.hasSuffix("a\nsize 12\n"))
    #expect(BlobPointer(text: "") == nil)
    #expect(BlobPointer(text: blob.text.replacing("aaaa", with: "../x")) == nil)
    #expect(BlobPointer(text: blob.text.replacing("12", with: "many")) == nil)
  }
}
