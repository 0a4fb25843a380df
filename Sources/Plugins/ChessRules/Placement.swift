/// Which piece stands on which square, in 32 bytes.
///
/// The role of a square is a number of three bits (`Role.rawValue`, 0 for an empty square), bit `i` of
/// all squares together in one word. The codes are chosen so that the sets a move generator asks for
/// most take two operations.
struct Placement: Hashable, Sendable {
  var bit0: UInt64 = 0
  var bit1: UInt64 = 0
  var bit2: UInt64 = 0
  /// White's squares.
  var white: UInt64 = 0

  @inline(__always) var occupied: Bitboard { Bitboard(bit0 | bit1 | bit2) }
  @inline(__always) var pawns: Bitboard { Bitboard(bit0 & ~bit1 & ~bit2) }
  @inline(__always) var knights: Bitboard { Bitboard(bit1 & ~bit0 & ~bit2) }
  @inline(__always) var bishops: Bitboard { Bitboard(bit0 & bit1) }
  @inline(__always) var rooks: Bitboard { Bitboard(bit2 & ~bit0 & ~bit1) }
  @inline(__always) var queens: Bitboard { Bitboard(bit0 & bit2) }
  @inline(__always) var kings: Bitboard { Bitboard(bit1 & bit2) }
  /// Bishops and queens.
  @inline(__always) var diagonalSliders: Bitboard { Bitboard(bit0 & (bit1 | bit2)) }
  /// Rooks and queens.
  @inline(__always) var straightSliders: Bitboard { Bitboard(bit2 & ~bit1) }

  /// The squares of a side.
  @inline(__always)
  func squares(of color: Color) -> Bitboard {
    color == .white ? Bitboard(white) : Bitboard(~white) & occupied
  }

  /// The squares of a role, both sides'.
  func squares(of role: Role) -> Bitboard {
    switch role {
    case .pawn: pawns
    case .knight: knights
    case .bishop: bishops
    case .rook: rooks
    case .queen: queens
    case .king: kings
    }
  }

  /// The role's code on a square, 0 for an empty one.
  @inline(__always)
  func code(at square: Square) -> UInt64 {
    let shift = UInt64(square.rawValue)
    return bit0 &>> shift & 1 | (bit1 &>> shift & 1) &<< 1 | (bit2 &>> shift & 1) &<< 2
  }

  /// The piece on a square.
  func piece(at square: Square) -> Piece? {
    guard let role = Role(rawValue: UInt8(code(at: square))) else { return nil }
    return Piece(Bitboard(white).contains(square) ? .white : .black, role)
  }

  /// Empties squares.
  @inline(__always)
  mutating func clear(_ squares: Bitboard) {
    let kept = ~squares.bits
    bit0 &= kept
    bit1 &= kept
    bit2 &= kept
    white &= kept
  }

  /// Puts a piece on an empty square.
  @inline(__always)
  mutating func put(code: UInt64, _ color: Color, on square: Bitboard) {
    bit0 |= square.bits & (0 &- (code & 1))
    bit1 |= square.bits & (0 &- (code &>> 1 & 1))
    bit2 |= square.bits & (0 &- (code &>> 2))
    if color == .white { white |= square.bits }
  }
}
