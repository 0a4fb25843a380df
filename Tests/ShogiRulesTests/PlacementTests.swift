import Testing

@testable import ShogiRules

@Suite struct PlacementTests {
  @Test func `every piece on every square is told by its code`() {
    for square in 0..<81 {
      for role in Role.allCases {
        for color in Color.allCases {
          var placement = Placement()
          placement.toggle(code: Int(role.rawValue), color, at: square)
          #expect(placement.code(at: square) == Int(role.rawValue))
          #expect(placement.piece(at: square) == Piece(color, role))
          #expect(placement.squares(code: Int(role.rawValue)).contains(square))
          #expect(placement.squares(of: color) == Bitboard(square: square))
          #expect(placement.squares(of: color.opponent).isEmpty)
          #expect(placement.piece(at: (square + 1) % 81) == nil)
          placement.toggle(code: Int(role.rawValue), color, at: square)
          #expect(placement == Placement())
        }
      }
    }
  }

  @Test func `hands belong to their side`() {
    var placement = Placement()
    placement.changeHand(of: .white) { $0.add(code: 6) }
    #expect(placement.hand(of: .white)[.bishop] == 1 && placement.hand(of: .black).isEmpty)
  }
}
