import Testing

@testable import ChessRules

@Suite struct SideTests {
  /// The square at some steps from another, if it is on the board.
  private func step(_ square: Square, _ files: Int, _ ranks: Int) -> Bitboard {
    let (file, rank) = (square.file + files, square.rank + ranks)
    guard (0..<8).contains(file), (0..<8).contains(rank) else { return .empty }
    return Bitboard(Square(file: file, rank: rank))
  }

  private func check<Us: Side>(_: Us.Type, forward: Int) {
    for index in 0..<64 {
      let square = Square(index)
      let set = Bitboard(square)
      #expect(Us.stepped(set) == step(square, 0, forward))
      #expect(Us.westAttacks(set) == step(square, -1, forward))
      #expect(Us.eastAttacks(set) == step(square, 1, forward))
      let pawn = AttackTables.shared.pawn(Us.color, square)
      #expect(Us.westAttacks(set) | Us.eastAttacks(set) == pawn)
      for (moved, offset) in [
        (Us.stepped(set), Us.forward), (Us.westAttacks(set), Us.captureWest),
        (Us.eastAttacks(set), Us.captureEast),
      ] where !moved.isEmpty {
        #expect(moved.first.index - offset == index)
      }
    }
    // From the rank before the back rank, a double step passes over the next.
    let pawns = Us.stepped(Us.backRank)
    #expect(Us.stepped(pawns) == Us.passedRank)
    #expect((0..<5).reduce(Us.passedRank) { set, _ in Us.stepped(set) } == Us.lastRank)
    #expect(Us.Opponent.color == Us.color.opponent)
  }

  @Test func `White's pawns go up the board`() { check(WhiteSide.self, forward: 1) }

  @Test func `Black's pawns go down the board`() { check(BlackSide.self, forward: -1) }
}
