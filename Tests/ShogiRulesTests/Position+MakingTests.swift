import Testing

@testable import ShogiRules

@Suite struct PositionMakingTests {
  @Test func `a capture goes to the hand, unpromoted`() throws {
    let position = try Position(sfen: "4k4/9/9/4+p4/4R4/9/9/9/4K4 b - 1")
    var next = position
    let captured = next.make(try position.move(usi: "5e5d"), .shared)
    #expect(captured == Int(Role.promotedPawn.rawValue))
    #expect(next.hand(of: .black)[.pawn] == 1 && next.turn == .white && next.moveNumber == 2)
    #expect(next.piece(at: Square(file: 5, rank: 4)) == Piece(.black, .rook))
    #expect(next == (try Position(sfen: "4k4/9/9/4R4/9/9/9/9/4K4 w P 2")))
  }

  @Test func `a drop comes from the hand, and a promotion stays`() throws {
    var position = try Position(sfen: "4k4/9/9/9/9/9/9/9/4K4 b 2S 1")
    for usi in ["S*5d", "5a6a", "5d5c+", "6a7a"] { position.make(try position.move(usi: usi)) }
    #expect(position.sfen == "2k6/9/4+S4/9/9/9/9/9/4K4 b S 5")
    #expect(position.key == position.computedKey)
  }
}
