import GoRules
import Testing

@Suite struct SGFErrorTests {
  @Test func `an error tells the place, what was found and what would be right`() {
    let error = #expect(throws: SGFError.self) { try SGFReader.read("(;B[aa]\n;W[bb]\n;B?".utf8) }
    #expect(error?.line == 3 && error?.offset == 17)
    #expect(error?.description == "line 3, byte 17: found \"?\", expected '[' after B")
  }
}
