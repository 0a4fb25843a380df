import GameProtocol
import Testing

@testable import OthelloRules

@Suite struct OthelloBoardTests {
  /// The counts that Othello programs agree on; OpenSpiel gives them as well, to depth 6.
  @Test func `perft from the start gives the known counts`() {
    let start = Othello().initialState(seed: 0)
    let counts = (1...9).map { start.perft(depth: $0) }
    #expect(counts == [4, 12, 56, 244, 1396, 8200, 55092, 390_216, 3_005_288])
  }

  /// The discs that a disc on a cell turns over, found by walking cell by cell.
  private func walkedFlips(_ row: Int, _ column: Int, own: UInt64, other: UInt64, size: Int)
    -> UInt64
  {
    var turned: UInt64 = 0
    for (down, right) in [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
      var run: UInt64 = 0
      var (row, column) = (row + down, column + right)
      while 0..<size ~= row && 0..<size ~= column {
        let bit: UInt64 = 1 << UInt64(8 * row + column)
        if other & bit == 0 {
          if own & bit != 0 { turned |= run }
          break
        }
        run |= bit
        row += down
        column += right
      }
    }
    return turned
  }

  @Test(arguments: [8, 6])
  func `moves and flips agree with walking cell by cell`(_ size: Int) {
    let board = OthelloBoard(size: UInt8(size))
    var random = CounterRandom(seed: 1, stream: .match)
    var found = 0
    for number in 0..<1000 {
      // Crowded boards have long runs, others short ones.
      let discs = (number % 2 == 0 ? random.next() | random.next() : random.next()) & board.all
      let own = discs & random.next()
      let other = discs & ~own
      var expected: UInt64 = 0
      for row in 0..<size {
        for column in 0..<size {
          let cell: UInt64 = 1 << UInt64(8 * row + column)
          if discs & cell != 0 { continue }
          let turned = walkedFlips(row, column, own: own, other: other, size: size)
          #expect(board.flips(placing: cell, own: own, other: other) == turned)
          if turned != 0 { expected |= cell }
        }
      }
      #expect(board.moves(own: own, other: other) == expected)
      found += expected.nonzeroBitCount
    }
    #expect(found > 1000)
  }

  @Test(arguments: [8, 6])
  func `cells and bits are numbered row by row`(_ size: Int) {
    let board = OthelloBoard(size: UInt8(size))
    #expect(board.all.nonzeroBitCount == size * size)
    for index in 0..<size * size {
      let bit = board.bit(ofIndex: index)
      #expect(bit == index / size * 8 + index % size)
      #expect(board.all >> UInt64(bit) & 1 == 1)
      #expect(board.index(ofBit: bit) == index)
    }
  }
}
