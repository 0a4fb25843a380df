/// What a piece is, whoever owns it.
///
/// The raw value is the code of the piece on a board: a promoted piece has its unpromoted code plus 8.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  /// A pawn (fu).
  case pawn = 1
  /// A lance (kyo).
  case lance = 2
  /// A knight (kei).
  case knight = 3
  /// A silver general (gin).
  case silver = 4
  /// A gold general (kin).
  case gold = 5
  /// A bishop (kaku).
  case bishop = 6
  /// A rook (hi).
  case rook = 7
  /// A king (gyoku).
  case king = 8
  /// A promoted pawn (tokin).
  case promotedPawn = 9
  /// A promoted lance.
  case promotedLance = 10
  /// A promoted knight.
  case promotedKnight = 11
  /// A promoted silver.
  case promotedSilver = 12
  /// A promoted bishop (horse, uma).
  case horse = 14
  /// A promoted rook (dragon, ryu).
  case dragon = 15

  /// The roles of pieces in hand, in the order of the action encoding.
  public static let droppable: [Role] = [.pawn, .lance, .knight, .silver, .gold, .bishop, .rook]

  /// Whether the piece has been promoted.
  public var isPromoted: Bool { rawValue > Role.king.rawValue }

  /// What the piece becomes by promotion, or nothing if it cannot be promoted.
  public var promoted: Role? {
    rawValue < Role.king.rawValue && self != .gold ? Role(rawValue: rawValue | 8) : nil
  }

  /// What the piece is in the hand of whoever captures it; a king stays a king.
  public var unpromoted: Role { isPromoted ? Role(rawValue: rawValue & 7) ?? self : self }

  /// How many such pieces a set has, promoted ones included; of kings one a side.
  public var totalCount: Int { Self.totalCounts[Int(self.unpromoted.rawValue)] }

  private static let totalCounts = [0, 18, 4, 4, 4, 4, 2, 2, 2]

  /// The upper-case letter of the unpromoted role in SFEN and USI.
  public var letter: Character { Self.letters[Int(unpromoted.rawValue)] }

  private static let letters: [Character] = ["?", "P", "L", "N", "S", "G", "B", "R", "K"]

  /// Reads an upper-case letter of SFEN.
  init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "P"): self = .pawn
    case UInt8(ascii: "L"): self = .lance
    case UInt8(ascii: "N"): self = .knight
    case UInt8(ascii: "S"): self = .silver
    case UInt8(ascii: "G"): self = .gold
    case UInt8(ascii: "B"): self = .bishop
    case UInt8(ascii: "R"): self = .rook
    case UInt8(ascii: "K"): self = .king
    default: return nil
    }
  }
}

/// A piece of one of the sides.
public struct Piece: Hashable, Sendable {
  /// Its owner.
  public var color: Color
  /// What it is.
  public var role: Role

  /// Makes a piece.
  public init(_ color: Color, _ role: Role) {
    self.color = color
    self.role = role
  }

  /// The piece in SFEN, such as `+p` for a promoted pawn of White.
  public var text: String {
    let letter = color == .black ? String(role.letter) : role.letter.lowercased()
    return role.isPromoted ? "+" + letter : letter
  }
}
