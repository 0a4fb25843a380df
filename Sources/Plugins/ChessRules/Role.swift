/// What a piece is, whatever its colour.
///
/// The raw value is the code by which `Placement` stores the role in three bits.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  case pawn = 1
  case knight = 2
  case bishop = 3
  case rook = 4
  case queen = 5
  case king = 6

  /// The English letter of the role as SAN writes it, upper case.
  public var letter: Character {
    switch self {
    case .pawn: "P"
    case .knight: "N"
    case .bishop: "B"
    case .rook: "R"
    case .queen: "Q"
    case .king: "K"
    }
  }

  /// The role of an English letter as a byte, of either case.
  init?(letter byte: UInt8) {
    switch byte | 0x20 {
    case UInt8(ascii: "p"): self = .pawn
    case UInt8(ascii: "n"): self = .knight
    case UInt8(ascii: "b"): self = .bishop
    case UInt8(ascii: "r"): self = .rook
    case UInt8(ascii: "q"): self = .queen
    case UInt8(ascii: "k"): self = .king
    default: return nil
    }
  }
}
