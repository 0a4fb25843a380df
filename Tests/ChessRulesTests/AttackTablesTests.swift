import GameProtocol
import Testing

@testable import ChessRules

@Suite struct AttackTablesTests {
  private static let straight = [(0, 1), (1, 0), (0, -1), (-1, 0)]
  private static let diagonal = [(1, 1), (1, -1), (-1, -1), (-1, 1)]

  /// Each way of looking up that this processor has gives what walking gives, on every square.
  @Test(arguments: SliderLookup.allCases.filter(\.isAvailable))
  func `sliders stop at the first piece of each line`(lookup: SliderLookup) {
    let tables = AttackTables(lookup)
    var random = CounterRandom(seed: 2, stream: .playout)
    for index in 0..<64 {
      let square = Square(index)
      for round in 0..<400 {
        var occupied = random.next()
        if round % 2 == 0 { occupied &= random.next() }
        if round % 4 == 0 { occupied &= random.next() }
        let rook = AttackTables.walk(square, Self.straight, blockers: occupied)
        let bishop = AttackTables.walk(square, Self.diagonal, blockers: occupied)
        #expect(tables.rook(square, Bitboard(occupied)).bits == rook)
        #expect(tables.bishop(square, Bitboard(occupied)).bits == bishop)
      }
      for occupied in [0, UInt64.max] {
        let rook = AttackTables.walk(square, Self.straight, blockers: occupied)
        #expect(tables.rook(square, Bitboard(occupied)).bits == rook)
      }
    }
  }

  @Test func `between two squares of a line are those on it`() {
    let tables = AttackTables.shared
    func between(_ one: String, _ other: String) -> Int {
      tables.between(Square(one)!, Square(other)!).count
    }
    #expect(between("a1", "h8") == 6 && between("h8", "a1") == 6)
    #expect(between("a1", "a2") == 0 && between("a4", "h4") == 6)
    #expect(between("a1", "b3") == 0 && between("c1", "a3") == 1)
  }
}
