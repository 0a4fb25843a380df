import GameProtocol
import Testing

@testable import ConnectFourRules

@Suite struct ConnectFourBoardTests {
  private static let lines: [UInt64] = {
    var lines: [UInt64] = []
    for row in 0..<6 {
      for column in 0..<7 {
        for (down, right) in [(0, 1), (1, 0), (1, 1), (-1, 1)] {
          let cells = (0..<4).map { (row + $0 * down, column + $0 * right) }
          guard cells.allSatisfy({ 0..<6 ~= $0.0 && 0..<7 ~= $0.1 }) else { continue }
          lines.append(cells.reduce(0) { $0 | ConnectFourBoard.bit(row: $1.0, column: $1.1) })
        }
      }
    }
    return lines
  }()

  @Test func `there are 42 cells and 69 lines`() {
    #expect(ConnectFourBoard.all.nonzeroBitCount == 42)
    #expect(ConnectFourBoard.bottom.nonzeroBitCount == 7)
    #expect(Self.lines.count == 69)
  }

  @Test func `each line is a line, and three of its cells are none`() {
    for line in Self.lines {
      #expect(ConnectFourBoard.hasLine(line))
      var rest = line
      while rest != 0 {
        #expect(!ConnectFourBoard.hasLine(line & ~(rest & (0 &- rest))))
        rest &= rest - 1
      }
    }
  }

  @Test func `random masks have a line exactly if they hold one of the 69`() {
    var random = CounterRandom(seed: 1, stream: .match)
    var found = 0
    for _ in 0..<20_000 {
      let stones = random.next() & random.next() & ConnectFourBoard.all
      let expected = Self.lines.contains { $0 & ~stones == 0 }
      #expect(ConnectFourBoard.hasLine(stones) == expected)
      found += expected ? 1 : 0
    }
    #expect(1000..<19_000 ~= found)
  }

  @Test func `completions are the cells where a falling stone makes a line`() {
    var random = CounterRandom(seed: 2, stream: .match)
    for _ in 0..<5000 {
      let stones = random.next() & random.next() & ConnectFourBoard.all
      if ConnectFourBoard.hasLine(stones) { continue }
      let found = ConnectFourSolver.Node.completions(stones) & ConnectFourBoard.all & ~stones
      var expected: UInt64 = 0
      for line in Self.lines where (line & stones).nonzeroBitCount == 3 {
        // In a column a stone never comes to rest below others.
        let free = line & ~stones
        let isColumn = line & line >> 1 != 0
        if !isColumn || line >> 1 & free == 0 { expected |= free }
      }
      #expect(found == expected)
    }
  }

  @Test func `the mirror image exchanges columns and keeps rows`() {
    for row in 0..<6 {
      for column in 0..<7 {
        #expect(
          ConnectFourBoard.mirrored(ConnectFourBoard.bit(row: row, column: column))
            == ConnectFourBoard.bit(row: row, column: 6 - column))
      }
    }
    // Guard bits move with their columns: keys use them.
    #expect(ConnectFourBoard.mirrored(1 << 6) == 1 << 48)
  }
}
