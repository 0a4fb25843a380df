import Testing

@testable import GoRules

@Suite struct PositionKeyTests {
  @Test func `the side to move makes another situation of the same position`() {
    let key = PositionKey(low: 3, high: 8)
    #expect(key.situation(toMove: .black) == key)
    #expect(key.situation(toMove: .white) != key)
    #expect((key ^ key) == PositionKey())
  }

  @Test func `every stone on every point has a key of its own`() {
    let layout = BoardLayout(size: GoBoard.largestSize)
    let keys = (0..<2 * layout.pointCount).map { ZobristTable.shared.keys[$0] }
    #expect(Set(keys).count == keys.count && Set(keys.map(\.low)).count == keys.count)
  }
}
