import Testing

@testable import Learning

@Suite struct ContentDigestTests {
  @Test func `the digest of abc is the published one`() {
    // FIPS 180-4, example of SHA-256.
    #expect(
      ContentDigest(of: Array("abc".utf8)).description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `bytes and digest are the same thing`() throws {
    let digest = ContentDigest(of: [1, 2, 3])
    #expect(ContentDigest(bytes: digest.bytes) == digest)
    #expect(ContentDigest(bytes: [1]) == nil)
    #expect(ContentDigest.none.description == String(repeating: "0", count: 64))
  }

  @Test func `a built digest is that of the little-endian bytes`() {
    var builder = DigestBuilder()
    for value in 0..<3000 { builder.append(UInt16(value)) }
    let bytes = (0..<3000).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(builder.finish() == ContentDigest(of: bytes))
  }
}
