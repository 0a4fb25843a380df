import Foundation
import Testing

@testable import Experiments

@Suite struct ProvenanceTests {
  @Test func `this process and this machine are described`() throws {
    // A variable that nobody reads any more once the process runs.
    setenv("MALLOC_ARENA_MAX", "3", 1)
    let provenance = Provenance.ofThisProcess(
      versions: ["libtorch": "2.12"],
      determinism: DeterminismRecord(mode: "deterministic", seed: 5))
    #expect(provenance.environment.versions["libtorch"] == "2.12")
    #expect(provenance.environment.versions["glibc"]?.contains(".") == true)
    #expect(provenance.environment.versions["kernel"]?.isEmpty == false)
    #expect(provenance.environment.variables["MALLOC_ARENA_MAX"] == "3")
    #expect(provenance.environment.variables["PATH"] == nil)
    #expect(provenance.hardware.cores >= 1)
    #expect(provenance.hardware.memory > 1 << 20)
    let libc = try #require(provenance.binaries.first { $0.path.hasSuffix("/libc.so.6") })
    #expect(libc.sha256.count == 64)
    #expect(libc.buildID?.count == 40)
    #expect(provenance.binaries.map(\.path) == provenance.binaries.map(\.path).sorted())
  }
}
