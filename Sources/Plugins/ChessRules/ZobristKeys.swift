/// The parts of which a position's key is the exclusive or.
///
/// The numbers are those of the PolyGlot book format, arranged for branch-free updates: the entry of
/// role code 0 (nothing) is 0.
struct ZobristKeys: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = ZobristKeys()

  /// `[2, 8, 64]`: colour, role code, square.
  private let pieces: UnsafePointer<UInt64>

  /// Exclusive-ored in while White is to move.
  let turn: UInt64

  private init() {
    let numbers = ZobristNumbers.all
    let pieces = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * 8 * 64)
    pieces.initialize(repeating: 0, count: 2 * 8 * 64)
    for color in Color.allCases {
      for role in Role.allCases {
        let kind = 2 * (Int(role.rawValue) - 1) + (color == .white ? 1 : 0)
        for square in 0..<64 {
          pieces[(Int(color.rawValue) * 8 + Int(role.rawValue)) * 64 + square] =
            numbers[kind * 64 + square]
        }
      }
    }
    self.pieces = UnsafePointer(pieces)
    turn = numbers[780]
  }

  @inline(__always)
  func piece(_ color: Color, _ code: UInt64, _ square: Square) -> UInt64 {
    pieces[(Int(color.rawValue) &* 8 &+ Int(code & 7)) &* 64 &+ square.index]
  }

  /// The part of the en-passant square.
  func enPassant(_ square: Square) -> UInt64 { ZobristNumbers.all[772 + square.file] }

  /// The part of castling rights: one number a side of each king that still has a rook with a right.
  func castling(rooks: Bitboard, _ placement: Placement) -> UInt64 {
    castling(.white, rooks, placement) ^ castling(.black, rooks, placement)
  }

  private func castling(_ color: Color, _ rooks: Bitboard, _ placement: Placement) -> UInt64 {
    let squares = placement.squares(of: color)
    let king = (placement.kings & squares).bits
    let own = (rooks & squares).bits
    let first = 768 + Int(color.rawValue) * 2
    var key: UInt64 = 0
    // Bits above the king's are squares towards the h-file.
    if own & ~(king | (king &- 1)) != 0 { key ^= ZobristNumbers.all[first] }
    if own & (king &- 1) != 0 { key ^= ZobristNumbers.all[first + 1] }
    return key
  }
}
