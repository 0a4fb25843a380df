import Testing

@testable import Experiments

@Suite struct RunIdentifierTests {
  @Test func `the text is that of the specification's example`() throws {
    // The time part of the example in the ULID specification.
    let id = try #require(RunIdentifier("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    #expect(id.milliseconds == 1_469_922_850_259)
    #expect(id.month == "201607")
    #expect(id.reference == "refs/experiments/runs/201607/01ARZ3NDEKTSV4RRFFQ69G5FAV")
  }

  @Test func `identifiers sort by time and read back`() {
    var generator = SystemRandomNumberGenerator()
    var last: RunIdentifier?
    for time: UInt64 in [0, 1, 31, 32, 1_700_000_000_000, (1 << 48) - 1] {
      let id = RunIdentifier(milliseconds: time, using: &generator)
      #expect(id.milliseconds == time)
      #expect(RunIdentifier(id.description.lowercased()) == id)
      if let last { #expect(last < id) }
      last = id
    }
  }

  @Test(arguments: [
    "", "01ARZ3NDEKTSV4RRFFQ69G5FA", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAU",
  ])
  func `what is no identifier is not read`(text: String) {
    #expect(RunIdentifier(text) == nil)
  }
}
