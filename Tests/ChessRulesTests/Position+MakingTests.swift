import Testing

@testable import ChessRules

@Suite struct PositionMakingTests {
  @Test func `positions after moves are those set up piece by piece`() throws {
    var candidates = 0
    try playOnBothBoards(20, seed: 2) { position, board, _ in
      for square in 0..<64 {
        #expect(position.piece(at: Square(square)) == board.pieces[square], "\(position.fen)")
      }
      let fresh = try Position(board.setup)
      #expect(position == fresh && position.turn == fresh.turn, "\(position.fen)")
      #expect(position.key == fresh.key && position.key == position.computedKey)
      #expect(position.polyglotKey == fresh.polyglotKey)
      #expect(position.halfmoves == board.halfmoves && position.fullmoves == board.fullmoves)
      let isTakeable = board.steps.contains {
        $0.target == board.enPassant && board.pieces[$0.origin]?.role == .pawn
      }
      #expect(position.enPassant?.index == (isTakeable ? board.enPassant : nil))
      if isTakeable { candidates += 1 }
    }
    #expect(candidates > 0)
  }

  @Test(arguments: [
    ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 3 9", "e1h1", "r3k2r/8/8/8/8/8/8/R4RK1 b kq - 4 9"),
    ("r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 3 9", "e8a8", "2kr3r/8/8/8/8/8/8/R3K2R w KQ - 4 10"),
    // A rook that takes a rook: both lose the right.
    ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 3 9", "a1a8", "R3k2r/8/8/8/8/8/8/4K2R b Kk - 0 9"),
    ("7k/8/8/8/8/8/8/5KR1 w G - 0 1", "f1g1", "7k/8/8/8/8/8/8/5RK1 b - - 1 1"),
    ("4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1", "e5d6", "4k3/8/3P4/8/8/8/8/4K3 b - - 0 1"),
    ("3rk3/2P5/8/8/8/8/8/4K3 w - - 5 1", "c7d8n", "3Nk3/8/8/8/8/8/8/4K3 b - - 0 1"),
  ])
  func `a move changes what the rules say`(fen: String, uci: String, after: String) throws {
    let position = try Position(fen: fen)
    let next = position.making(try position.move(uci: uci, isChess960: true))
    #expect(next.fen == after)
    #expect(next.key == (try Position(fen: after)).key)
  }
}
