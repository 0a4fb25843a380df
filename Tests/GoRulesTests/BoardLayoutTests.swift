import Testing

@testable import GoRules

@Suite struct BoardLayoutTests {
  @Test(arguments: 2...25) func `every cell has a point with four neighbours`(size: Int) {
    let layout = BoardLayout(size: size)
    var points: Set<Int> = []
    for cell in 0..<size * size {
      let point = layout.point(cell: cell)
      #expect(layout.cell(point: point) == cell)
      #expect(point == layout.point(row: cell / size, column: cell % size))
      #expect(point - layout.stride >= 0 && point + layout.stride < layout.pointCount)
      #expect(point - layout.stride - 1 < layout.wordCount * 64)
      points.insert(point)
    }
    #expect(points.count == size * size)
    // The end of a row and the begin of the next do not touch.
    if size > 2 {
      #expect(layout.point(row: 0, column: size - 1) + 1 != layout.point(row: 1, column: 0))
    }
  }
}
