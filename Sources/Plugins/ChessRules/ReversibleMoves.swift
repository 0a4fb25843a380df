/// The moves since the last one that nothing can undo, from which repetitions are found.
///
/// Going back over the moves, what differs between then and now is kept as the exclusive or of the two
/// placements: a position has come back when nothing differs. That is exact, where keys could collide,
/// and a quarter of their size.
struct ReversibleMoves: Sendable {
  /// A game ends at the latest when so many plies brought no capture and no pawn move.
  static let capacity = 150

  /// Bits 0-5 origin, 6-11 target, 12-14 the piece's role code; the oldest first.
  private var moves = InlineArray<150, UInt16>(repeating: 0)
  private var count: UInt8 = 0
  /// Whether the position before all moves allowed a capture en passant, which none after it does.
  private var startsWithEnPassant: Bool

  /// Starts anew at a position.
  init(_ position: Position) { startsWithEnPassant = position.enPassantIndex < 64 }

  /// Forgets everything because a move cannot be undone.
  mutating func reset(_ position: Position) {
    count = 0
    startsWithEnPassant = position.enPassantIndex < 64
  }

  /// Adds a move of a piece that is no pawn, without capture and without loss of castling rights.
  mutating func append(_ move: Move, code: UInt64) {
    moves[Int(count)] = move.code & 0xFFF | UInt16(code) &<< 12
    count += 1
  }

  /// How often the position after the last move has occurred before.
  ///
  /// - Parameter lastMover: The side that made the last move.
  /// - Returns: The number of earlier occurrences.
  func earlierOccurrences(lastMover: Color) -> Int {
    // Both sides need two moves to come back to where they were.
    if count < 4 { return 0 }
    var occurrences = 0
    var difference: (UInt64, UInt64, UInt64, white: UInt64) = (0, 0, 0, 0)
    var isWhite = lastMover == .white
    var index = Int(count)
    while index > 0 {
      index -= 1
      let code = UInt64(moves[index])
      let squares = 1 &<< (code & 63) | 1 &<< (code &>> 6 & 63)
      difference.0 ^= squares & (0 &- (code &>> 12 & 1))
      difference.1 ^= squares & (0 &- (code &>> 13 & 1))
      difference.2 ^= squares & (0 &- (code &>> 14 & 1))
      if isWhite { difference.white ^= squares }
      isWhite.toggle()
      // With an odd number of plies between, the other side is to move.
      let isSameSide = (Int(count) - index) & 1 == 0
      if isSameSide, difference.0 | difference.1 | difference.2 | difference.white == 0,
        index > 0 || !startsWithEnPassant
      {
        occurrences += 1
      }
    }
    return occurrences
  }
}
