import Testing

@testable import ChessRules

@Suite struct PositionGenerationTests {
  private func check(_ position: Position, _ board: NaiveBoard) {
    let moves = position.legalMoves
    #expect(Set(moves.map { NaiveBoard.Step($0) }) == board.steps, "\(position.fen)")
    #expect(Set(moves).count == moves.count, "\(position.fen)")
    // What takes en passant says so.
    for move in moves where move.isEnPassant {
      #expect(move.target.index == board.enPassant && position.piece(at: move.target) == nil)
    }
  }

  @Test func `moves found without trying them are those found by trying them`() throws {
    var (castlings, captures, promotions, checks) = (0, 0, 0, 0)
    try playOnBothBoards(20, seed: 1) { position, board, move in
      check(position, board)
      if move?.isCastling == true { castlings += 1 }
      if move?.isEnPassant == true { captures += 1 }
      if move?.promotion != nil { promotions += 1 }
      if position.isCheck { checks += 1 }
    }
    #expect(castlings > 3 && captures > 0 && promotions > 20 && checks > 50)
  }

  @Test(arguments: [
    // Pins on lines and diagonals, of pieces and pawns that take the pinner.
    "4r2k/8/8/8/4N3/8/4P3/r2QK2q w - - 0 1", "7k/8/8/b6q/1P4P1/8/3PP3/4K3 w - - 0 1",
    // Two checks; a check that a pawn blocks by a double step, and one taken en passant.
    "4k3/8/8/8/7b/8/8/R3Kr1R w - - 0 1", "8/8/8/r6K/8/8/3P1P2/7k w - - 0 1",
    "8/8/8/2k5/3Pp3/8/8/4K3 b - d3 0 1",
    // En passant that lays the king open on its rank, on a diagonal, and not at all.
    "8/8/8/K2pP2r/8/8/8/7k w - d6 0 1", "4k3/8/8/b2pP3/8/8/3K4/8 w - d6 0 1",
    "8/8/8/8/k1pPp2R/8/8/4K3 b - d3 0 1",
    // Castling out of, through and into check, and past an attacked rook.
    "4r3/6k1/8/8/8/8/8/R3K2R w KQ - 0 1", "3r1r2/6k1/8/8/8/8/8/R3K2R w KQ - 0 1",
    "1r4r1/5k2/8/8/8/8/8/R3K2R w KQ - 0 1",
    // Chess960: the rook hides the king's target from a queen; king and rook change places.
    "7k/8/8/8/8/8/8/qRK5 w B - 0 1", "7k/8/8/8/8/8/8/q1RK4 w C - 0 1",
    "5rkr/8/8/8/8/8/8/5RKR b HFhf - 0 1",
    // Mate, stalemate and a pawn that may promote by going on or by taking.
    "R5k1/5ppp/8/8/8/8/8/7K b - - 0 1", "7k/5Q2/6K1/8/8/8/8/8 b - - 0 1",
    "1n2k3/P7/8/8/8/8/7p/4K1N1 b - - 0 1",
  ])
  func `special positions have the moves found by trying them`(fen: String) throws {
    let setup = try Setup(fen: fen)
    let position = try Position(setup)
    var board = NaiveBoard(position)
    // Here it is up to the board to find out whether the pawn can be taken.
    board.enPassant = setup.enPassant?.index
    check(position, board)
  }
}
