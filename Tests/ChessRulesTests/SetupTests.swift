import ChessRules
import Testing

@Suite struct SetupTests {
  @Test func `the 960 starts differ, and each is legal`() throws {
    var texts: Set<String> = []
    for number in 0..<960 {
      let setup = Setup.chess960(number)
      texts.insert(try Position(setup).fen)
      let rank = (0..<8).compactMap { setup[Square(file: $0, rank: 0)]?.role }
      let rooks = rank.indices.filter { rank[$0] == .rook }
      let king = try #require(rank.firstIndex(of: .king))
      let bishops = rank.indices.filter { rank[$0] == .bishop }
      #expect(rooks[0] < king && king < rooks[1])
      #expect((bishops[0] + bishops[1]) % 2 == 1)
      #expect(setup.castling.count == 4)
    }
    #expect(texts.count == 960)
    #expect(
      try Position(Setup.chess960(518)).fen
        == "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1")
  }

  @Test func `pieces are put, changed and taken away`() {
    var setup = Setup()
    let square = Square(file: 3, rank: 4)
    setup[square] = Piece(.white, .queen)
    setup[square] = Piece(.black, .knight)
    #expect(setup[square] == Piece(.black, .knight))
    setup[square] = nil
    #expect(setup == Setup())
  }
}
