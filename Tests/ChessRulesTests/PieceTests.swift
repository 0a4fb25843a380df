import Testing

@testable import ChessRules

@Suite struct PieceTests {
  @Test func `White's letters are upper case, Black's lower, and they are read back`() {
    #expect(Role.allCases.map { Piece(.white, $0).letter } == Array("PNBRQK"))
    #expect(Role.allCases.map { Piece(.black, $0).letter } == Array("pnbrqk"))
    for color in Color.allCases {
      for role in Role.allCases {
        let piece = Piece(color, role)
        #expect(Piece(letter: piece.letter.asciiValue!) == piece)
      }
    }
    #expect(Piece(letter: UInt8(ascii: "x")) == nil && Piece(letter: UInt8(ascii: "1")) == nil)
  }
}
