/// A participant of a game, counted from 0 in the order of the first moves.
public struct Player: RawRepresentable, Hashable, Sendable {
  /// The number, from 0.
  public var rawValue: UInt8

  /// Makes a player of its number.
  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The player who moves first.
  @inlinable
  public static var first: Player { Player(rawValue: 0) }

  /// The opponent of `first` in a game of two.
  @inlinable
  public static var second: Player { Player(rawValue: 1) }

  /// The number as an `Int`, for subscripts.
  @inlinable
  public var index: Int { Int(rawValue) }

  /// The other player of a game of two.
  @inlinable
  public var opponent: Player { Player(rawValue: rawValue ^ 1) }
}
