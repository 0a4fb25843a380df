import Testing

@testable import ChessRules

@Suite struct ZobristKeysTests {
  private let keys = ZobristKeys.shared
  private let numbers = ZobristNumbers.all

  @Test func `an empty square has no part`() {
    for color in Color.allCases {
      for square in 0..<64 { #expect(keys.piece(color, 0, Square(square)) == 0) }
    }
  }

  @Test func `pieces have the places of the format`() {
    // Black pawn, white pawn, black knight, and so on to the white king.
    for (kind, role) in Role.allCases.enumerated() {
      for square in 0..<64 {
        let code = UInt64(role.rawValue)
        #expect(keys.piece(.black, code, Square(square)) == numbers[128 * kind + square])
        #expect(keys.piece(.white, code, Square(square)) == numbers[128 * kind + 64 + square])
      }
    }
    #expect(keys.turn == numbers[780])
  }

  @Test func `an en-passant square counts by its file`() {
    for square in 0..<64 {
      #expect(keys.enPassant(Square(square)) == numbers[772 + square % 8])
    }
  }

  @Test(arguments: [
    ("h1", 0), ("b1", 1), ("g8", 2), ("a8", 3),
  ]) func `a castling right counts by its side of the king`(rook: String, right: Int) throws {
    let position = try Position(fen: "rk4r1/pppppppp/8/8/8/8/PPPPPPPP/1RK4R w HBga - 0 1")
    let rooks = Bitboard(try #require(Square(rook)))
    #expect(keys.castling(rooks: rooks, position.placement) == numbers[768 + right])
    #expect(keys.castling(rooks: .empty, position.placement) == 0)
    let all = numbers[768..<772].reduce(0, ^)
    #expect(keys.castling(rooks: position.castlingRooks, position.placement) == all)
  }
}
