/// The moves of a game, from which earlier positions and repetitions are found.
///
/// Any position may come back in shogi, because captured pieces return, so all moves are kept. They
/// lie in the value itself, which makes a copy a plain copy of memory. A few bits of each position's
/// key say where it may have occurred before; then moves are taken back, and pieces compared.
struct PlayedMoves: Sendable {
  static let capacity = 512

  /// Which bits of a mark are the key's; the other four are the code of the captured piece.
  private static let keyBits: UInt16 = 0xFFF

  /// `[512]`: the code of the move after `n` plies.
  private var moves = InlineArray<512, UInt16>(repeating: 0)
  /// The mark of the position after `n` plies, and of what the move then captured, is at `n / 2`, from
  /// 256 on for odd `n`.
  private var marks = InlineArray<512, UInt16>(repeating: 0)
  private var plies: UInt16 = 0

  /// Plies that are noted.
  @inline(__always)
  var count: Int { Int(plies) }

  @inline(__always)
  private static func place(_ ply: Int) -> Int { ply &>> 1 | (ply & 1) &<< 8 }

  /// Notes a move.
  ///
  /// - Parameters:
  ///   - move: The move.
  ///   - captured: The code of the piece that it captures, or 0.
  ///   - key: The key of the position before it.
  @inline(__always)
  mutating func append(_ move: Move, captured: Int, key: UInt64) {
    moves[count] = move.code
    marks[Self.place(count)] =
      UInt16(truncatingIfNeeded: key) & Self.keyBits | UInt16(truncatingIfNeeded: captured) &<< 12
    plies += 1
  }

  /// How often the position after the last move has occurred before, and after how many plies first.
  ///
  /// Mutating only so that the value is not copied for the call.
  @inline(__always)
  mutating func occurrences(of position: Position) -> (count: Int, first: Int) {
    // Both sides need two moves to come back to where they were.
    if count < 4 || !mayHaveOccurred(position) { return (0, 0) }
    return countOccurrences(of: position)
  }

  /// Whether the mark of a position was noted with the same side to move.
  @inline(__always)
  private mutating func mayHaveOccurred(_ position: Position) -> Bool {
    let mark = UInt16(truncatingIfNeeded: position.key) & Self.keyBits
    let half = (count & 1) &<< 8
    let span = marks.span
    var index = 0
    // Whole vectors: what follows the last mark may only cause a needless look at the moves.
    while index < count &>> 1 {
      var matches: UInt16 = 0
      for offset in 0..<32 {
        let difference = (span[unchecked: half &+ index &+ offset] ^ mark) & Self.keyBits
        matches |= difference == 0 ? 1 : 0
      }
      if matches != 0 { return true }
      index &+= 32
    }
    return false
  }

  @inline(never)
  private mutating func countOccurrences(of position: Position) -> (count: Int, first: Int) {
    let mark = UInt16(truncatingIfNeeded: position.key) & Self.keyBits
    var placement = position.placement
    var mover = position.turn.opponent
    var found = 0
    var first = 0
    var ply = count
    while ply > 0 {
      ply &-= 1
      takeBack(ply, by: mover, from: &placement)
      mover = mover.opponent
      if (count &- ply) & 1 == 0, marks[Self.place(ply)] & Self.keyBits == mark,
        placement == position.placement
      {
        found &+= 1
        first = ply
      }
    }
    return (found, first)
  }

  /// Takes back the move after a number of plies.
  @inline(__always)
  func takeBack(_ ply: Int, by mover: Color, from placement: inout Placement) {
    placement.takeBack(
      Move(code: moves[ply]), captured: Int(marks[Self.place(ply)] &>> 12), by: mover)
  }
}

extension Placement {
  /// Takes back a move of a side that captured a piece of a code, or nothing if it is 0.
  @inline(__always)
  fileprivate mutating func takeBack(_ move: Move, captured: Int, by color: Color) {
    let target = move.targetIndex
    if move.isDrop {
      let code = move.dropCode
      toggle(code: code, color, at: target)
      changeHand(of: color) { $0.add(code: code) }
      return
    }
    let arrived = code(at: target)
    toggle(code: arrived, color, at: target)
    toggle(code: move.promotes ? arrived & 7 : arrived, color, at: move.originIndex)
    if captured != 0 {
      toggle(code: captured, color.opponent, at: target)
      changeHand(of: color) { $0.remove(code: captured & 7) }
    }
  }
}
