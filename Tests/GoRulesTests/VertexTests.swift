import GameProtocol
import GoRules
import Testing

@Suite struct VertexTests {
  @Test(arguments: [2, 9, 19, 25]) func `every point is read back`(size: Int) throws {
    for cell in 0..<size * size {
      let text = Vertex(cell: cell, size: size).description
      #expect(try Vertex(text, size: size).cell == cell)
      #expect(try Vertex(text.lowercased(), size: size).cell == cell)
    }
  }

  @Test func `the letter I is left out, and rows count from the bottom`() {
    #expect(Vertex(cell: 0, size: 19).description == "A19")
    #expect(Vertex(cell: 8, size: 9).description == "J9")
    #expect(Vertex(cell: 624, size: 25).description == "Z1")
  }

  @Test(arguments: ["", "A", "I5", "A0", "A10", "A05", "K1", "A-1", "5A", "AA", "A1 ", "Á1", "[1"])
  func `other texts are refused`(text: String) {
    #expect(throws: NotationError.self) { try Vertex(text, size: 9) }
  }
}
