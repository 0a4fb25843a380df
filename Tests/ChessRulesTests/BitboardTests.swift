import GameProtocol
import Testing

@testable import ChessRules

@Suite struct BitboardTests {
  @Test func `taking the lowest square again and again gives all in ascending order`() {
    var random = CounterRandom(seed: 1, stream: .playout)
    for _ in 0..<200 {
      let bits = random.next() & random.next()
      var rest = Bitboard(bits)
      var squares: [Int] = []
      while !rest.isEmpty {
        #expect(rest.hasSeveral == (rest.count > 1))
        squares.append(rest.removeFirst().index)
      }
      #expect(squares == (0..<64).filter { bits >> UInt64($0) & 1 != 0 })
      #expect(squares == (0..<64).filter { Bitboard(bits).contains(Square($0)) })
    }
  }

  @Test func `the named sets are those of the board`() {
    for index in 0..<64 {
      let square = Square(index)
      #expect(Bitboard.fileA.contains(square) == (square.file == 0))
      #expect(Bitboard.fileH.contains(square) == (square.file == 7))
      #expect(Bitboard.rank(square.rank).contains(square))
      #expect(Bitboard.rank((square.rank + 1) % 8).contains(square) == false)
      // a1 is dark.
      let isLight = (square.file + square.rank) % 2 == 1
      #expect(Bitboard.lightSquares.contains(square) == isLight)
      #expect(Bitboard.darkSquares.contains(square) != isLight)
    }
    #expect(Bitboard.all.count == 64 && Bitboard.empty.isEmpty)
  }

  @Test func `the board seen from the other side keeps its files`() {
    for index in 0..<64 {
      let square = Square(index)
      let other = Square(file: square.file, rank: 7 - square.rank)
      #expect(Bitboard(square).mirrored == Bitboard(other))
    }
  }
}
