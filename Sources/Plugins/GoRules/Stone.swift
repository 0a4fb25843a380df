import GameProtocol

/// What is on a point: a byte whose bits 0 and 1 say that Black, or White, cannot be kept out of it.
///
/// The border has both bits, so that the "and" of four neighbours has a colour's bit exactly when all
/// of them are stones of the colour or border.
struct Stone: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let none = Stone(rawValue: 0)
  static let black = Stone(rawValue: 1)
  static let white = Stone(rawValue: 2)
  static let border = Stone(rawValue: 3)

  @inline(__always)
  init(rawValue: UInt8) { self.rawValue = rawValue }

  @inline(__always)
  init(_ player: Player) { rawValue = player.rawValue + 1 }

  /// The other colour's.
  @inline(__always)
  var opposite: Stone { Stone(rawValue: rawValue ^ 3) }

  /// 0 for Black, 1 for White.
  @inline(__always)
  var index: Int { Int(rawValue) - 1 }

  /// Whose stone it is.
  var owner: Player? {
    switch self {
    case .black: .first
    case .white: .second
    default: nil
    }
  }
}
