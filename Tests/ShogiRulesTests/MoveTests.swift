import Testing

@testable import ShogiRules

@Suite struct MoveTests {
  @Test func `all parts of a move are read back, and no two moves are the same`() {
    var codes: Set<UInt16> = []
    for target in (0..<81).map({ Square($0) }) {
      for origin in (0..<81).map({ Square($0) }) {
        for promotes in [false, true] {
          let move = Move(from: origin, to: target, promotes: promotes)
          #expect(move.origin == origin && move.target == target && move.promotes == promotes)
          #expect(move.dropped == nil && !move.isDrop)
          codes.insert(move.code)
        }
      }
      for role in Role.droppable {
        let drop = Move(dropping: role, on: target)
        #expect(drop.dropped == role && drop.target == target && drop.origin == nil)
        #expect(!drop.promotes && drop.dropCode == Int(role.rawValue))
        codes.insert(drop.code)
      }
    }
    #expect(codes.count == 81 * (2 * 81 + 7))
    #expect(codes.allSatisfy { $0 < 1 << 15 })
  }
}
