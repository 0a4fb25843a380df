import Testing

@testable import ShogiRules

@Suite struct SquareTests {
  @Test func `squares are numbered as Black sees them`() {
    #expect(Square(file: 9, rank: 9).rawValue == 0 && Square(file: 1, rank: 1).rawValue == 80)
    #expect(Square(file: 7, rank: 7).name == "7g" && Square(rawValue: 81) == nil)
  }

  @Test func `names are read back`() throws {
    for index in 0..<81 {
      let square = Square(index)
      let name = Array(square.name.utf8)
      #expect(Square(fileDigit: name[0], rankLetter: name[1]) == square)
      #expect(Square(file: square.file, rank: square.rank) == square)
    }
    for name in ["0a", "1j", "a1", "5`"] {
      let bytes = Array(name.utf8)
      #expect(Square(fileDigit: bytes[0], rankLetter: bytes[1]) == nil)
    }
  }
}
