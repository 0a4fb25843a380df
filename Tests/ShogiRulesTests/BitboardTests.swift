import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct BitboardTests {
  @Test func `taking the lowest square again and again gives all in ascending order`() {
    var random = CounterRandom(seed: 1, stream: .playout)
    for round in 0..<200 {
      // Some sets have squares of the upper word only.
      let low = round % 3 == 0 ? 0 : UInt128(random.next() & random.next())
      let set = Bitboard(low | UInt128(random.next()) << 64) & .board
      var rest = set
      var squares: [Int] = []
      while !rest.isEmpty {
        #expect(rest.hasSeveral == (rest.count > 1))
        squares.append(rest.removeFirst())
      }
      #expect(squares == (0..<81).filter { set.bits >> UInt128($0) & 1 != 0 })
      #expect(squares == (0..<81).filter(set.contains))
      #expect(UInt128(set.word(0)) | UInt128(set.word(64)) << 64 == set.bits)
    }
  }

  @Test func `the squares that are not in a set are on the board`() {
    #expect(~Bitboard.empty == .board && Bitboard.board.count == 81)
    for square in 0..<81 {
      let others = ~Bitboard(square: square)
      #expect(others.count == 80 && !others.contains(square))
    }
  }

  @Test func `rows are nine squares each`() {
    for square in 0..<81 {
      for row in 0..<9 { #expect(Bitboard.row(row).contains(square) == (square / 9 == row)) }
    }
  }
}
