import Experiments
import Runner
import Runs
import Testing

@Suite struct RunBeginningTests {
  private func lines(_ left: ConfigValue, _ right: ConfigValue) throws -> [String] {
    let id = try #require(RunIdentifier("01M82TKFS7ZDPW8PS1760X9P9S"))
    return RunBeginning(id: id, obstacles: ConfigurationDifference.between(left, right))
      .obstacleLines
  }

  @Test func `what differs from the record is told in short`() throws {
    let digest = String(repeating: "a", count: 64)
    let left: ConfigValue = .table([
      "binaries": .table(["tesuji": .text(digest), "old.so": .text("1")]),
      "versions": .table(["onednn": .text("2.6.3")]),
      "features": .list([.text("avx2"), .text("fma"), .text("avx512f")]),
    ])
    let right: ConfigValue = .table([
      "binaries": .table(["tesuji": .text("b" + digest.dropFirst())]),
      "versions": .table(["onednn": .text("3.0")]),
      "features": .list([.text("avx2"), .text("fma"), .text("amx")]),
    ])
    #expect(
      try lines(left, right) == [
        "the same results to the bit are not promised; what differs from the record:",
        #"  binaries."old.so": "1", now not there"#,
        "  binaries.tesuji: aaaaaaaaaaaa..., now baaaaaaaaaaa...",
        #"  features: now without "avx512f", now with "amx""#,
        #"  versions.onednn: "2.6.3", now "3.0""#,
      ])
    #expect(try lines(left, left).isEmpty)
  }
}
