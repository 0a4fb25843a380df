import Testing

@testable import ChessRules

@Suite struct MoveSinkTests {
  /// What a writer writes.
  private func written(_ write: (inout MoveWriter) -> Void) -> [Move] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MoveWriter.capacity) { memory in
      guard let start = memory.baseAddress else { return [] }
      var writer = MoveWriter(end: start)
      write(&writer)
      return (0..<(writer.end - start)).map { Move(code: start[$0]) }
    }
  }

  private func set(_ names: String) -> Bitboard {
    names.split(separator: " ").compactMap { Square(String($0)) }.reduce(.empty) {
      $0 | Bitboard($1)
    }
  }

  @Test func `a piece's moves go from its square to each target`() {
    let moves = written { $0.add(Square("d4")!, to: set("a1 h8 d5")) }
    #expect(moves.map(\.text) == ["d4a1", "d4d5", "d4h8"])
  }

  @Test func `pawns come from where the step began`() {
    #expect(written { $0.addPawns(to: set("e4 a4"), offset: 16) }.map(\.text) == ["a2a4", "e2e4"])
    #expect(written { $0.addPawns(to: set("c4"), offset: -7) }.map(\.text) == ["b5c4"])
  }

  @Test func `a pawn on the last rank has four choices`() {
    let moves = written { $0.addPromotions(to: set("b8"), offset: 9) }
    #expect(Set(moves.map(\.text)) == ["a7b8q", "a7b8r", "a7b8b", "a7b8n"])
    #expect(moves.count == 4)
  }

  @Test func `castling and en passant are marked`() {
    let castling = written { $0.addCastling(king: Square("e1")!, rook: Square("a1")!) }
    #expect(castling.count == 1 && castling[0].isCastling && castling[0].target.name == "a1")
    let passing = written { $0.addEnPassant(Square("e5")!, to: Square("d6")!) }
    #expect(passing.count == 1 && passing[0].isEnPassant && passing[0].target.name == "d6")
  }

  @Test func `what is written is as much as what is counted`() {
    playRandomGames(6, seed: 3, .chess960) { state, _ in
      let moves = state.position.legalMoves
      #expect(moves.count == state.position.legalMoveCount)
      #expect(Set(moves).count == moves.count)
    }
  }
}

extension Move {
  /// Origin, target and promotion, castling by the rook's square.
  fileprivate var text: String {
    origin.name + target.name + (promotion.map { $0.letter.lowercased() } ?? "")
  }
}
