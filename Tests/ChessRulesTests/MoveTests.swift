import Testing

@testable import ChessRules

@Suite struct MoveTests {
  @Test func `all parts of a move are read back, and no two moves are the same`() {
    var codes: Set<UInt16> = []
    var count = 0
    for origin in (0..<64).map({ Square($0) }) {
      for target in (0..<64).map({ Square($0) }) {
        let plain = Move(origin, target)
        #expect(plain.origin == origin && plain.target == target)
        #expect(plain.promotion == nil && !plain.isCastling && !plain.isEnPassant)
        let castling = Move(origin, target, kind: Move.Kind.castling)
        #expect(castling.isCastling && !castling.isEnPassant && castling.promotion == nil)
        let passing = Move(origin, target, kind: Move.Kind.enPassant)
        #expect(passing.isEnPassant && !passing.isCastling && passing.promotion == nil)
        codes.formUnion([plain.code, castling.code, passing.code])
        count += 3
        for role in [Role.knight, .bishop, .rook, .queen] {
          let move = Move(origin, target, promotion: role)
          #expect(move.promotion == role && move.origin == origin && move.target == target)
          #expect(!move.isCastling && !move.isEnPassant)
          codes.insert(move.code)
          count += 1
        }
      }
    }
    #expect(codes.count == count)
  }

  @Test(arguments: [("e1", "h1", "g1"), ("b1", "a1", "c1"), ("g8", "f8", "c8"), ("f8", "g8", "g8")])
  func `the king castles to the g-file or the c-file`(king: String, rook: String, target: String)
    throws
  {
    let move = Move(
      try #require(Square(king)), try #require(Square(rook)), kind: Move.Kind.castling)
    #expect(move.kingTarget.name == target)
  }
}
