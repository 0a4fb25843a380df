import ChessRules
import Testing

@Suite struct SquareTests {
  @Test func `names are read back, and nothing else`() {
    for index in 0..<64 {
      let square = Square(rawValue: UInt8(index))
      #expect(Square(square.name) == square)
      #expect(Square(file: square.file, rank: square.rank) == square)
    }
    for name in ["", "a", "a0", "a9", "i1", "A1", "a1 ", "é1"] { #expect(Square(name) == nil) }
  }
}
