/// One of the two sides.
public enum Color: UInt8, Hashable, Sendable, CaseIterable {
  /// The side that moves first.
  case white = 0
  /// The side that moves second.
  case black = 1

  /// The other side.
  @inline(__always)
  public var opponent: Color { self == .white ? .black : .white }
}
