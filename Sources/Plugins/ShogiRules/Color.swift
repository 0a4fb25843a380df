/// One of the two sides.
public enum Color: UInt8, Hashable, Sendable, CaseIterable {
  /// The side that moves first in an even game (sente).
  case black = 0
  /// The side that moves second in an even game (gote).
  case white = 1

  /// The other side.
  @inline(__always)
  public var opponent: Color { self == .black ? .white : .black }
}
