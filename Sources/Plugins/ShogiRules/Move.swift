/// A move of a piece on the board or a drop, in 15 bits.
public struct Move: Hashable, Sendable {
  /// Bits 0–6: the target; 7–13: the origin, or 80 plus the code of the dropped role; 14: promotion.
  let code: UInt16

  @inline(__always)
  init(code: UInt16) { self.code = code }

  @inline(__always)
  init(_ origin: Int, _ target: Int, promotes: Bool) {
    code = UInt16(truncatingIfNeeded: target | origin &<< 7 | (promotes ? 0x4000 : 0))
  }

  @inline(__always)
  init(dropCode: Int, _ target: Int) {
    code = UInt16(truncatingIfNeeded: target | (dropCode &+ 80) &<< 7)
  }

  @inline(__always) var targetIndex: Int { Int(code & 0x7F) }
  /// The origin's number; above 80 for drops.
  @inline(__always) var originIndex: Int { Int(code &>> 7 & 0x7F) }
  @inline(__always) var isDrop: Bool { originIndex > 80 }
  @inline(__always) var dropCode: Int { originIndex &- 80 }

  /// Makes a move of a piece on the board.
  public init(from origin: Square, to target: Square, promotes: Bool = false) {
    self.init(origin.index, target.index, promotes: promotes)
  }

  /// Makes a drop.
  ///
  /// - Precondition: The role is one that a hand may have.
  public init(dropping role: Role, on target: Square) {
    precondition(role.rawValue < Role.king.rawValue, "no hand has a \(role)")
    self.init(dropCode: Int(role.rawValue), target.index)
  }

  /// Where the piece goes.
  public var target: Square { Square(targetIndex) }
  /// Where the piece comes from, or nothing for a drop.
  public var origin: Square? { isDrop ? nil : Square(originIndex) }
  /// What is dropped, or nothing for a move on the board.
  public var dropped: Role? { isDrop ? Role(rawValue: UInt8(dropCode)) : nil }
  /// Whether the piece promotes.
  @inline(__always) public var promotes: Bool { code & 0x4000 != 0 }
}
