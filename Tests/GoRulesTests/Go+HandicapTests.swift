import GameProtocol
import GoRules
import Testing

@Suite struct GoHandicapTests {
  @Test func `fixed handicap stones are on the usual points`() throws {
    func vertices(_ count: Int, _ size: Int) throws -> [String] {
      try Go.fixedHandicap(count, size: size).map { Vertex(cell: $0, size: size).description }
    }
    #expect(try vertices(2, 19) == ["D4", "Q16"])
    #expect(try vertices(5, 19) == ["D4", "Q16", "D16", "Q4", "K10"])
    #expect(try vertices(6, 19) == ["D4", "Q16", "D16", "Q4", "D10", "Q10"])
    #expect(try vertices(7, 19).last == "K10")
    #expect(
      try vertices(9, 19) == ["D4", "Q16", "D16", "Q4", "D10", "Q10", "K4", "K16", "K10"])
    #expect(try vertices(9, 9).sorted().prefix(3) == ["C3", "C5", "C7"])
    #expect(try vertices(4, 12) == ["C3", "K10", "C10", "K3"])
    #expect(try vertices(4, 13) == ["D4", "K10", "D10", "K4"])
    #expect(try vertices(4, 7) == ["C3", "E5", "C5", "E3"])
  }

  @Test(arguments: 2...25) func `fixed stones lie alike from opposite sides of every board`(
    size: Int
  ) throws {
    let largest = Go.largestFixedHandicap(size: size)
    #expect(largest == (size < 7 ? 0 : size == 7 || size % 2 == 0 ? 4 : 9))
    for count in 2..<max(3, largest + 1) where largest > 0 {
      let cells = try Go.fixedHandicap(count, size: size)
      #expect(cells.count == count && Set(cells).count == count)
      // Three stones leave one corner to White.
      let mirrored = Set(cells.map { size * size - 1 - $0 })
      #expect((mirrored == Set(cells)) == (count != 3))
    }
  }

  @Test func `impossible handicaps are refused`() {
    #expect(throws: NotationError.self) { try Go.fixedHandicap(5, size: 8) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(2, size: 6) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(1, size: 19) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(10, size: 19) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1", "a1"], size: 9) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1"], size: 9) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1", "I5"], size: 9) }
  }
}
