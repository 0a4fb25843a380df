/// A bit for every point, as many words as the largest board needs.
typealias BoardPlane = InlineArray<11, UInt64>

/// Where the parts of a board lie in its one block of memory.
///
/// Points are numbered with a border: point `(row + 1) * stride + column + 1`, where `stride` is
/// `size + 1`, so that the border to the right of a row is the one to the left of the next. The four
/// neighbours of a point are then always there.
struct BoardLayout: Sendable {
  /// Rows and columns.
  let size: Int
  /// The distance between a point and the one below it.
  let stride: Int
  /// The number of points, border included, each one word; planes follow them.
  let pointCount: Int
  /// Words of one plane of bits; bit `point - stride - 1` stands for a point.
  let wordCount: Int
  /// The number of words of the whole block.
  let totalWords: Int

  /// Positions that an observation shows, a power of two.
  static let historyLength = 8

  init(size: Int) {
    self.size = size
    stride = size + 1
    pointCount = stride * (size + 2) + 1
    wordCount = (size * stride + 63) / 64
    // Two planes a step of history, two of the stones that were ever taken, one of the board, and a
    // word beyond, so that 64 bits can be read from any byte of a plane.
    totalWords = pointCount + (2 * (Self.historyLength + 1) + 1) * wordCount + 1
  }

  /// The point of a row and a column.
  @inline(__always)
  func point(row: Int, column: Int) -> Int { (row + 1) * stride + column + 1 }

  /// The point of `size * row + column`.
  @inline(__always)
  func point(cell: Int) -> Int { point(row: cell / size, column: cell % size) }

  /// `size * row + column` of a point of the board.
  @inline(__always)
  func cell(point: Int) -> Int {
    let row = point / stride - 1
    return row * size + point - (row + 1) * stride - 1
  }
}
