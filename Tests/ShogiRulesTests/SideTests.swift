import Testing

@testable import ShogiRules

@Suite struct SideTests {
  /// `rows` counts from the side's own back row.
  private func check<Us: Side>(_: Us.Type, _ row: (Int) -> Int) {
    for square in 0..<81 {
      let own = row(square / 9)
      #expect(Us.zone.contains(square) == (own >= 6) && Us.isInZone(square) == (own >= 6))
      #expect(Us.lastRow.contains(square) == (own == 8) && Us.isInLastRow(square) == (own == 8))
      #expect(Us.lastRows.contains(square) == (own >= 7))
      #expect(Us.isInLastRows(square) == (own >= 7))
      let step = Us.stepped(Bitboard(square: square))
      #expect(step == (own == 8 ? .empty : Bitboard(square: square + Us.forward)))
    }
    #expect(Us.zone.count == 27 && Us.lastRow.count == 9 && Us.lastRows.count == 18)
    #expect(Us.Opponent.color == Us.color.opponent)
  }

  @Test func `Black goes up the rows`() { check(BlackSide.self) { $0 } }

  @Test func `White goes down the rows`() { check(WhiteSide.self) { 8 - $0 } }
}
