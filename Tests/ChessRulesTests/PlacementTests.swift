import GameProtocol
import Testing

@testable import ChessRules

@Suite struct PlacementTests {
  @Test func `random changes leave what a list of pieces has`() {
    var random = CounterRandom(seed: 5, stream: .playout)
    var placement = Placement()
    var pieces: [Int: Piece] = [:]
    for round in 0..<2000 {
      let square = Square(random.below(64))
      placement.clear(Bitboard(square))
      pieces[square.index] = nil
      if random.below(3) > 0 {
        let color = Color.allCases[random.below(2)]
        let role = Role.allCases[random.below(6)]
        placement.put(code: UInt64(role.rawValue), color, on: Bitboard(square))
        pieces[square.index] = Piece(color, role)
      }
      guard round % 10 == 0 else { continue }
      func squares(_ condition: (Piece) -> Bool) -> Bitboard {
        pieces.reduce(.empty) { condition($1.value) ? $0 | Bitboard(Square($1.key)) : $0 }
      }
      for index in 0..<64 { #expect(placement.piece(at: Square(index)) == pieces[index]) }
      for color in Color.allCases {
        #expect(placement.squares(of: color) == squares { $0.color == color })
      }
      for role in Role.allCases {
        #expect(placement.squares(of: role) == squares { $0.role == role })
      }
      #expect(placement.occupied == squares { _ in true })
      #expect(placement.diagonalSliders == squares { [.bishop, .queen].contains($0.role) })
      #expect(placement.straightSliders == squares { [.rook, .queen].contains($0.role) })
    }
  }
}
