import Testing

@testable import Planner

@Suite struct SearchSignatureTests {
  /// A change of this number is a change of what search does; say why in the commit.
  @Test func `search does what it did`() {
    #expect(SearchSignature.compute() == 8_278_448_613_930_895_193)
  }
}
