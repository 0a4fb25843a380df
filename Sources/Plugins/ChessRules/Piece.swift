/// A role and a colour.
public struct Piece: Hashable, Sendable {
  /// Whose piece it is.
  public var color: Color
  /// What it is.
  public var role: Role

  /// Makes a piece.
  public init(_ color: Color, _ role: Role) {
    self.color = color
    self.role = role
  }

  /// The letter of FEN: upper case for White, lower case for Black.
  public var letter: Character {
    color == .white ? role.letter : Character(role.letter.lowercased())
  }

  /// The piece of a FEN letter as a byte.
  init?(letter byte: UInt8) {
    guard let role = Role(letter: byte) else { return nil }
    self.init(byte & 0x20 == 0 ? .white : .black, role)
  }
}
