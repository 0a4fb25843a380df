/// The pieces that a side has captured and may drop, packed into one word.
///
/// Each role has a field of its own, wide enough for all pieces of that role.
public struct Hand: Hashable, Sendable {
  var bits: UInt32 = 0

  /// Makes an empty hand.
  public init() {}

  /// The place of a role's field: five bits for pawns, four or less for the others.
  @inline(__always)
  private static func shift(_ code: Int) -> UInt32 { code == 1 ? 0 : UInt32(code &* 4) }

  @inline(__always)
  private static func mask(_ code: Int) -> UInt32 { code == 1 ? 31 : 7 }

  @inline(__always) var isEmpty: Bool { bits == 0 }

  /// How many pieces of a role's code the hand has.
  @inline(__always)
  func count(code: Int) -> Int { Int(bits &>> Self.shift(code) & Self.mask(code)) }

  /// Adds a piece of a role's code.
  @inline(__always)
  mutating func add(code: Int) { bits &+= 1 &<< Self.shift(code) }

  /// Takes out a piece of a role's code.
  @inline(__always)
  mutating func remove(code: Int) { bits &-= 1 &<< Self.shift(code) }

  /// How many pieces of a role the hand has; 0 for roles that no hand has.
  ///
  /// - Precondition: A count that is set has room in the field: 31 pawns, 7 of the others.
  public subscript(role: Role) -> Int {
    get { role.rawValue < Role.king.rawValue ? count(code: Int(role.rawValue)) : 0 }
    set {
      let code = Int(role.rawValue)
      precondition(role.rawValue < Role.king.rawValue, "no hand has a \(role)")
      precondition(newValue >= 0 && newValue <= Self.mask(code), "no hand has \(newValue) pieces")
      bits = bits & ~(Self.mask(code) << Self.shift(code)) | UInt32(newValue) << Self.shift(code)
    }
  }

  /// How many pieces the hand has.
  public var count: Int { Role.droppable.reduce(0) { $0 + self[$1] } }
}
