/// A move, as the dense index that rules, network and search tree share.
///
/// - Invariant: `0 <= rawValue < A`, where `A` is the specification's `actionCount`.
public struct Action: RawRepresentable, Hashable, Comparable, Sendable {
  /// The index, from 0.
  public var rawValue: Int32

  /// Makes an action of its index.
  @inlinable
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// Makes an action of its index.
  @inlinable
  public init(_ index: Int) {
    rawValue = Int32(truncatingIfNeeded: index)
  }

  /// The index as an `Int`, for subscripts.
  @inlinable
  public var index: Int { Int(rawValue) }

  /// Orders actions by index.
  @inlinable
  public static func < (left: Action, right: Action) -> Bool {
    left.rawValue < right.rawValue
  }
}
