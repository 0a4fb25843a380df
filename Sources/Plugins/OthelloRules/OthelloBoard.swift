/// Bit masks of a square board of 8 or 6 cells a side.
///
/// Bit `8 · row + column` is a cell, row 0 at the top, on the smaller board too: there the last two
/// rows and columns stay empty.
struct OthelloBoard: Hashable, Sendable {
  /// Cells a side: 8 or 6.
  let size: UInt8

  /// Every cell.
  var all: UInt64 { size == 8 ? .max : 0x0000_3F3F_3F3F_3F3F }

  /// The cells that are on neither edge column: only discs there can be flanked along a row or a
  /// diagonal, and a shift by such a direction never leaves a row unnoticed.
  private var inner: UInt64 { size == 8 ? 0x7E7E_7E7E_7E7E_7E7E : 0x0000_1E1E_1E1E_1E1E }

  /// The bit distances along a row, along a column and along the two diagonals.
  private static let steps = SIMD4<UInt64>(1, 8, 7, 9)

  /// The discs that can be flanked along each axis.
  @inline(__always)
  private func flankable(_ other: UInt64) -> SIMD4<UInt64> {
    let diagonal = other & inner
    return SIMD4(diagonal, other, diagonal, diagonal)
  }

  /// The cells on which a disc may be placed.
  ///
  /// All eight directions advance together, four shifting up and four down. Runs of flankable discs
  /// grow by doubling: 1, 2, then two more twice, which covers the six that fit.
  ///
  /// - Parameters:
  ///   - own: The discs of the player to move.
  ///   - other: The discs of its opponent.
  /// - Returns: A mask of empty cells.
  @inline(__always)
  func moves(own: UInt64, other: UInt64) -> UInt64 {
    let step = Self.steps
    let double = step &+ step
    let discs = flankable(other)
    let start = SIMD4(repeating: own)

    var up = discs & (start &<< step)
    var down = discs & (start &>> step)
    up |= discs & (up &<< step)
    down |= discs & (down &>> step)
    let upPairs = discs & (discs &<< step)
    let downPairs = discs & (discs &>> step)
    up |= upPairs & (up &<< double)
    down |= downPairs & (down &>> double)
    up |= upPairs & (up &<< double)
    down |= downPairs & (down &>> double)

    let ends = (up &<< step) | (down &>> step)
    return (ends[0] | ends[1] | ends[2] | ends[3]) & all & ~(own | other)
  }

  /// The discs that a disc placed on a cell turns over.
  ///
  /// - Parameters:
  ///   - cell: A mask of one empty cell.
  ///   - own: The discs of the player to move.
  ///   - other: The discs of its opponent.
  /// - Returns: A mask of the opponent's discs; 0 if the move is not legal.
  @inline(__always)
  func flips(placing cell: UInt64, own: UInt64, other: UInt64) -> UInt64 {
    let step = Self.steps
    let double = step &+ step
    let discs = flankable(other)
    let start = SIMD4(repeating: cell)

    var up = discs & (start &<< step)
    var down = discs & (start &>> step)
    up |= discs & (up &<< step)
    down |= discs & (down &>> step)
    let upPairs = discs & (discs &<< step)
    let downPairs = discs & (discs &>> step)
    up |= upPairs & (up &<< double)
    down |= downPairs & (down &>> double)
    up |= upPairs & (up &<< double)
    down |= downPairs & (down &>> double)

    // A run counts only if a disc of the player's own lies beyond it.
    let ends = SIMD4(repeating: own)
    up.replace(with: 0, where: (ends & (up &<< step)) .== 0)
    down.replace(with: 0, where: (ends & (down &>> step)) .== 0)
    let turned = up | down
    return turned[0] | turned[1] | turned[2] | turned[3]
  }

  /// The number of action sequences of a length, passes included.
  ///
  /// - Parameters:
  ///   - own: The discs of the player to move.
  ///   - other: The discs of its opponent.
  ///   - depth: The length in plies, at least 1.
  /// - Returns: The number of sequences.
  func perft(own: UInt64, other: UInt64, depth: Int) -> UInt64 {
    var cells = moves(own: own, other: other)
    if cells == 0 {
      if moves(own: other, other: own) == 0 { return 0 }
      return depth == 1 ? 1 : perft(own: other, other: own, depth: depth - 1)
    }
    if depth == 1 { return UInt64(cells.nonzeroBitCount) }
    var total: UInt64 = 0
    while cells != 0 {
      let cell = cells & (0 &- cells)
      let turned = flips(placing: cell, own: own, other: other)
      total += perft(own: other ^ turned, other: own ^ turned ^ cell, depth: depth - 1)
      cells &= cells &- 1
    }
    return total
  }

  /// The action of a cell.
  ///
  /// - Parameter bit: The index of the cell's bit.
  /// - Returns: `size · row + column`.
  @inline(__always)
  func index(ofBit bit: Int) -> Int {
    size == 8 ? bit : bit >> 3 * Int(size) + bit & 7
  }

  /// The bit of a cell.
  ///
  /// - Parameter index: `size · row + column`, below `size²`.
  /// - Returns: The index of the cell's bit.
  @inline(__always)
  func bit(ofIndex index: Int) -> Int {
    size == 8 ? index : index / Int(size) * 8 + index % Int(size)
  }
}
