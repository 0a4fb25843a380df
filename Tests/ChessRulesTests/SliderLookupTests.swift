import ChessRules
import Testing

@Suite struct SliderLookupTests {
  @Test func `what is used can be done, and multiplying always can`() {
    #expect(SliderLookup.current.isAvailable && SliderLookup.magic.isAvailable)
  }
}
