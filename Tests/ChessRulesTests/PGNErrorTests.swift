import ChessRules
import Testing

@Suite struct PGNErrorTests {
  @Test func `an error tells the game, the place, what was found and what would be right`() throws {
    let text = "[White \"x\"]\n\n1. e4 *\n\n[White \"y\"]\n\n1. e4 e5\n2. Ke3 *\n"
    let error = #expect(throws: PGNError.self) { try Array(PGNReader(text))[1].get() }
    let description = try #require(error).description
    #expect(description.hasPrefix("game 2, line 8, column 4: found \"Ke3\", expected "))
  }
}
