/// Bit masks of a board of 6 rows and 7 columns.
///
/// Each column has seven bits, its bottom cell lowest: bit `7 · column + height`. The seventh bit of
/// a column stays empty, so that shifting a mask never carries a stone into the next column.
///
/// Source: Tromp, "John's Connect Four Playground" (the Fhourstones benchmark), which made this
/// layout common.
enum ConnectFourBoard {
  static let width = 7
  static let height = 6
  static let cellCount = width * height

  /// The bits of one column, shifted to column 0, without its guard bit.
  static let column: UInt64 = (1 << height) - 1

  /// The lowest cell of every column.
  static let bottom: UInt64 = (0..<width).reduce(0) { $0 | 1 << ($1 * (height + 1)) }

  /// Every cell.
  static let all: UInt64 = bottom * column

  /// The bit of a cell.
  ///
  /// - Parameters:
  ///   - row: From the top, as in the text form.
  ///   - column: From the left.
  /// - Returns: A mask of one bit.
  @inline(__always)
  static func bit(row: Int, column: Int) -> UInt64 {
    1 << UInt64(column * (height + 1) + height - 1 - row)
  }

  /// The cells on which a stone can come to rest, at most one a column.
  ///
  /// - Parameter occupied: The stones of both players.
  /// - Returns: A mask of free cells.
  @inline(__always)
  static func landingCells(_ occupied: UInt64) -> UInt64 {
    // Adding the bottom bit to a column of ones carries into the cell above them; a full column
    // carries into its guard bit, which `all` clears.
    (occupied &+ bottom) & all
  }

  /// Whether a mask holds four in a row.
  ///
  /// - Parameter stones: The stones of one player.
  /// - Returns: Whether there is a line.
  @inline(__always)
  static func hasLine(_ stones: UInt64) -> Bool {
    let vertical = stones & stones >> 1
    let horizontal = stones & stones >> 7
    let falling = stones & stones >> 6
    let rising = stones & stones >> 8
    return vertical & vertical >> 2 | horizontal & horizontal >> 14
      | falling & falling >> 12 | rising & rising >> 16 != 0
  }

  /// The board with left and right exchanged.
  ///
  /// - Parameter stones: Any mask.
  /// - Returns: The mirrored mask.
  static func mirrored(_ stones: UInt64) -> UInt64 {
    var result: UInt64 = 0
    for column in 0..<width {
      let bits = stones >> UInt64(column * (height + 1)) & 0x7F
      result |= bits << UInt64((width - 1 - column) * (height + 1))
    }
    return result
  }
}
