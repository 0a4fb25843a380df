import Testing

@testable import ShogiRules

@Suite struct ZobristKeysTests {
  private let keys = ZobristKeys.shared

  @Test func `an empty hand has no part`() {
    for color in Color.allCases {
      for code in 1...7 { #expect(keys.hand(color, code, 0) == 0) }
    }
  }

  @Test func `all numbers differ, and so do all pairs of a piece on its squares`() {
    var numbers = [keys.turn]
    for color in Color.allCases {
      for role in Role.allCases {
        numbers += (0..<81).map { keys.piece(color, Int(role.rawValue), $0) }
        // What a step of the piece changes, from each square to each.
        var steps: Set<UInt64> = []
        for origin in 0..<81 {
          for target in 0..<origin {
            steps.insert(
              keys.piece(color, Int(role.rawValue), origin)
                ^ keys.piece(color, Int(role.rawValue), target))
          }
        }
        #expect(steps.count == 81 * 80 / 2)
      }
      for role in Role.droppable {
        let counts = 1...role.totalCount
        numbers += counts.map { keys.hand(color, Int(role.rawValue), $0) }
      }
    }
    #expect(numbers.count == 1 + 2 * (14 * 81 + 38))
    #expect(Set(numbers).count == numbers.count && !numbers.contains(0))
  }
}
