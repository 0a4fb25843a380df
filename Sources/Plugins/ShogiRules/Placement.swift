/// The pieces on the board and in hand, without the side to move.
///
/// Four planes hold the bits of each square's code (see `Role`), one more the pieces of Black.
struct Placement: Hashable, Sendable {
  var plane0 = Bitboard.empty
  var plane1 = Bitboard.empty
  var plane2 = Bitboard.empty
  var plane3 = Bitboard.empty
  var black = Bitboard.empty
  var blackHand = Hand()
  var whiteHand = Hand()

  @inline(__always)
  var occupied: Bitboard { plane0 | plane1 | plane2 | plane3 }

  @inline(__always)
  func squares(of color: Color) -> Bitboard { color == .black ? black : occupied ^ black }

  @inline(__always) var kings: Bitboard { plane3 & ~(plane0 | plane1 | plane2) }
  @inline(__always) var pawns: Bitboard { plane0 & ~(plane1 | plane2 | plane3) }

  /// The squares with pieces of a code, of either side.
  func squares(code: Int) -> Bitboard {
    (code & 1 != 0 ? plane0 : ~plane0) & (code & 2 != 0 ? plane1 : ~plane1)
      & (code & 4 != 0 ? plane2 : ~plane2) & (code & 8 != 0 ? plane3 : ~plane3)
  }

  @inline(__always)
  func hand(of color: Color) -> Hand { color == .black ? blackHand : whiteHand }

  @inline(__always)
  mutating func changeHand(of color: Color, _ change: (inout Hand) -> Void) {
    if color == .black { change(&blackHand) } else { change(&whiteHand) }
  }

  /// The code of the piece on a square, 0 for none.
  @inline(__always)
  func code(at index: Int) -> Int {
    // Words are chosen, not shifted over: a shift by a number of bits is dear for 128 of them.
    let shift = UInt64(truncatingIfNeeded: index)
    @inline(__always)
    func bit(_ plane: Bitboard) -> Int {
      Int(truncatingIfNeeded: (index < 64 ? plane.word(0) : plane.word(64)) &>> shift) & 1
    }
    return bit(plane0) | bit(plane1) &<< 1 | bit(plane2) &<< 2 | bit(plane3) &<< 3
  }

  /// Puts a piece on an empty square, or takes it away again.
  @inline(__always)
  mutating func toggle(code: Int, _ color: Color, at index: Int) {
    toggle(code: code, color, Bitboard(square: index))
  }

  /// Puts a piece on each of some empty squares and takes it away from the others of them.
  @inline(__always)
  mutating func toggle(code: Int, _ color: Color, _ squares: Bitboard) {
    let bits = UInt128(truncatingIfNeeded: code)
    plane0.bits ^= squares.bits & (0 &- (bits & 1))
    plane1.bits ^= squares.bits & (0 &- (bits &>> 1 & 1))
    plane2.bits ^= squares.bits & (0 &- (bits &>> 2 & 1))
    plane3.bits ^= squares.bits & (0 &- (bits &>> 3 & 1))
    if color == .black { black.bits ^= squares.bits }
  }

  func piece(at index: Int) -> Piece? {
    guard let role = Role(rawValue: UInt8(code(at: index))) else { return nil }
    return Piece(black.contains(index) ? .black : .white, role)
  }
}
