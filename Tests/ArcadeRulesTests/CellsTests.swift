import Testing

@testable import ArcadeRules

@Suite struct CellsTests {
  /// A set with cells at all edges and in the middle.
  private let cells: Cells = {
    var cells = Cells()
    for (x, y) in [(0, 0), (9, 0), (4, 5), (0, 9), (9, 9)] { cells.insert(x, y) }
    return cells
  }()

  private func places(_ cells: Cells) -> [[Int]] {
    (0..<Cells.side).flatMap { y in
      (0..<Cells.side).compactMap { x in cells.contains(x, y) ? [x, y] : nil }
    }
  }

  @Test func `cells that move past an edge are gone`() {
    #expect(places(cells.movedUp) == [[4, 4], [0, 8], [9, 8]])
    #expect(places(cells.movedDown) == [[0, 1], [9, 1], [4, 6]])
  }

  @Test func `cells that roll past an edge come in on the other side`() {
    #expect(places(cells.rolledDown) == [[0, 0], [9, 0], [0, 1], [9, 1], [4, 6]])
    #expect(places(cells.rolledLeft) == [[8, 0], [9, 0], [3, 5], [8, 9], [9, 9]])
    #expect(places(cells.rolledRight) == [[0, 0], [1, 0], [5, 5], [0, 9], [1, 9]])
  }

  @Test func `the masks are those of their cells`() {
    #expect(Cells.all == Cells(columns: 0..<10, rows: 0..<10))
    #expect(Cells.leftColumn == Cells(columns: 0..<1, rows: 0..<10).bits)
    #expect(Cells.rightColumn == Cells(columns: 9..<10, rows: 0..<10).bits)
    #expect(Cells.bottomRow == Cells(columns: 0..<10, rows: 9..<10).bits)
    #expect(cells.size == 5)
    #expect(Cells().isEmpty)
  }

  @Test func `a set is drawn into its channel`() {
    var planes = [Float](repeating: 0, count: 200)
    var span = planes.mutableSpan
    cells.draw(channel: 1, into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == [100, 109, 154, 190, 199])
  }
}
