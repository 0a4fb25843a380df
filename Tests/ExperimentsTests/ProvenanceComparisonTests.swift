import Testing

@testable import Experiments

@Suite struct ProvenanceComparisonTests {
  @Test func `versions, processors and libraries stand in the way, memory and kernel do not`()
    throws
  {
    let fixture = try StoreFixture()
    var intent = sampleIntent
    intent.provenance = Provenance.ofThisProcess(
      versions: ["libtorch": "2.12.1"],
      determinism: DeterminismRecord(mode: "deterministic", seed: 1))
    let run = try fixture.store.begin(intent, id: newRun())
    let details = try fixture.store.show(fixture.found(run))
    #expect(details.compare(with: intent.provenance).differences.isEmpty)

    var present = intent.provenance
    present.environment.versions["libtorch"] = "2.13.0"
    present.environment.versions["kernel"] = "1.0"
    present.hardware.memory += 1
    present.hardware.features.removeLast()
    let libc = try #require(present.binaries.firstIndex { $0.path.hasSuffix("libc.so.6") })
    present.binaries.remove(at: libc)
    let comparison = details.compare(with: present)
    #expect(
      comparison.differences.map(\.path.description) == [
        "binaries.\"libc.so.6\"", "environment.versions.kernel", "environment.versions.libtorch",
        "hardware.features", "hardware.memory",
      ])
    #expect(
      comparison.obstacles.map(\.path.description) == [
        "binaries.\"libc.so.6\"", "environment.versions.libtorch", "hardware.features",
      ])
    #expect(
      comparison.obstacles[1].description
        == "environment.versions.libtorch: \"2.12.1\" -> \"2.13.0\"")
  }
}
