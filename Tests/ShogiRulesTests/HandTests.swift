import Testing

@testable import ShogiRules

@Suite struct HandTests {
  @Test func `a whole set has room, and each role a field of its own`() {
    var hand = Hand()
    for role in Role.droppable {
      for count in 1...role.totalCount {
        hand.add(code: Int(role.rawValue))
        #expect(hand[role] == count)
      }
    }
    #expect(hand.count == 38)
    for role in Role.droppable {
      hand.remove(code: Int(role.rawValue))
      #expect(hand[role] == role.totalCount - 1)
      hand[role] = 0
    }
    #expect(hand.isEmpty && hand == Hand() && hand[.king] == 0)
  }
}
