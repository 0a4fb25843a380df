/// A set of cells of the 10×10 grid: bit `10 · y + x`, x to the right and y down.
struct Cells: Hashable, Sendable {
  /// Columns and rows of the grid.
  static let side = 10

  /// Cells of the grid.
  static let count = 100

  /// The bits of the cells.
  var bits: UInt128

  /// A set of its bits.
  @inline(__always)
  init(bits: UInt128 = 0) {
    self.bits = bits
  }

  /// A rectangle of cells.
  ///
  /// - Parameters:
  ///   - columns: In `0..<10`.
  ///   - rows: In `0..<10`.
  init(columns: Range<Int>, rows: Range<Int>) {
    self.init()
    for y in rows { for x in columns { bits |= Self.bit(x, y) } }
  }

  /// The bit of a cell.
  @inline(__always)
  static func bit(_ x: Int, _ y: Int) -> UInt128 { 1 &<< UInt128(truncatingIfNeeded: 10 * y + x) }

  /// Every cell.
  static var all: Cells { Cells(bits: 0xF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF) }

  /// The bits of the column at the left edge.
  static var leftColumn: UInt128 { 0x00401_00401_00401_00401_00401 }

  /// The bits of the column at the right edge.
  static var rightColumn: UInt128 { 0x80200_80200_80200_80200_80200 }

  /// The bits of the bottom row.
  static var bottomRow: UInt128 { 0xFFC00_00000_00000_00000_00000 }

  /// Whether there is no cell.
  @inline(__always)
  var isEmpty: Bool { bits == 0 }

  /// How many cells there are.
  @inline(__always)
  var size: Int { bits.nonzeroBitCount }

  /// Whether a cell belongs to the set.
  @inline(__always)
  func contains(_ x: Int, _ y: Int) -> Bool { bits & Self.bit(x, y) != 0 }

  /// Adds a cell.
  @inline(__always)
  mutating func insert(_ x: Int, _ y: Int) { bits |= Self.bit(x, y) }

  /// The cells one row higher; those of the top row leave the grid.
  @inline(__always)
  var movedUp: Cells { Cells(bits: bits &>> 10) }

  /// The cells one row lower; those of the bottom row leave the grid.
  @inline(__always)
  var movedDown: Cells { Cells(bits: bits &<< 10 & Self.all.bits) }

  /// The cells one row lower, those of the bottom row at the top.
  @inline(__always)
  var rolledDown: Cells { Cells(bits: (bits &<< 10 | bits &>> 90) & Self.all.bits) }

  /// The cells one column to the left, those at the edge on the other side.
  @inline(__always)
  var rolledLeft: Cells {
    let edge = bits & Self.leftColumn
    return Cells(bits: (bits ^ edge) &>> 1 | edge &<< 9)
  }

  /// The cells one column to the right, those at the edge on the other side.
  @inline(__always)
  var rolledRight: Cells {
    let edge = bits & Self.rightColumn
    return Cells(bits: (bits ^ edge) &<< 1 | edge &>> 9)
  }

  /// Draws the cells into a channel.
  ///
  /// - Parameters:
  ///   - channel: The number of the channel.
  ///   - planes: `[C, 10, 10]`.
  func draw(channel: Int, into planes: inout MutableSpan<Float>) {
    var rest = bits
    while rest != 0 {
      planes[channel * Self.count + rest.trailingZeroBitCount] = 1
      rest &= rest &- 1
    }
  }
}

extension MutableSpan<Float> {
  /// Sets one cell of a channel, if it lies on the grid.
  ///
  /// - Parameters:
  ///   - channel: The number of the channel of `[C, 10, 10]`.
  ///   - x: The column.
  ///   - y: The row.
  @inline(__always)
  mutating func mark(_ channel: Int, _ x: Int, _ y: Int) {
    if 0..<Cells.side ~= x && 0..<Cells.side ~= y {
      self[channel * Cells.count + y * Cells.side + x] = 1
    }
  }
}
