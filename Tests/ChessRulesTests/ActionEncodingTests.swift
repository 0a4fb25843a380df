import ChessRules
import GameProtocol
import Testing

@Suite struct ActionEncodingTests {
  @Test func `1858 of 4672 actions stay on the board`() {
    // The third plane that draws an action says whether its target is on the board.
    let targets = (0..<4672).map { index in
      var planes = [Float](repeating: 0, count: 8 * 64)
      var span = planes.mutableSpan
      Chess().draw(Action(index), into: &span)
      return planes[2 * 64] == 1
    }
    func count(_ planes: Range<Int>) -> Int {
      targets.indices.filter { targets[$0] && planes.contains($0 % 73) }.count
    }
    #expect(count(0..<56) == 1456)
    #expect(count(56..<64) == 336)
    #expect(count(64..<73) == 66)
  }

  @Test(arguments: [
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", "e2e4", 877),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR b KQkq - 0 1", "e7e5", 877),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", "g1f3", 501),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR b KQkq - 0 1", "g8f6", 501),
    ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1", "e1g1", 307),
    ("r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 0 1", "e8g8", 307),
    ("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1", "e1c1", 4 * 73 + 43),
    ("1n5k/P7/8/8/8/8/8/7K w - - 0 1", "a7a8q", 3504),
    ("1n5k/P7/8/8/8/8/8/7K w - - 0 1", "a7b8n", 3570),
    ("7k/8/8/8/8/8/p7/1N5K b - - 0 1", "a2b1n", 3570),
    ("1n5k/P7/8/8/8/8/8/7K w - - 0 1", "a7a8r", 3504 + 71),
    ("1n5k/P7/8/8/8/8/8/7K w - - 0 1", "a7b8q", 3504 + 7),
    ("4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1", "e5d6", 36 * 73 + 49),
  ]) func `moves have the indices of the table`(fen: String, move: String, index: Int) throws {
    let state = try Chess().state(at: fen)
    let action = try state.action(for: move)
    #expect(action.index == index)
    #expect(state.notation(for: action) == move)
  }

  @Test func `castling in Chess960 goes to the rook's square`() throws {
    let state = try Chess(.chess960).state(at: "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1")
    #expect(try state.action(for: "e1h1").index == 4 * 73 + 16)
    #expect(try state.action(for: "e1a1").index == 4 * 73 + 45)
    #expect(throws: NotationError.self) { try state.action(for: "e1g1") }
  }

  @Test func `actions are ascending, one for each legal move, and give the move back`() {
    for variant in [Chess.Variant.orthodox, .chess960] {
      playRandomGames(30, seed: 3, variant) { state, actions in
        if state.isTerminal { return }
        #expect(actions == actions.sorted())
        let moves = state.position.legalMoves
        #expect(Set(actions) == Set(moves.map { state.action(for: $0) }))
        #expect(Set(actions.map { state.move(for: $0) }) == Set(moves))
        #expect(actions.count == moves.count)
      }
    }
  }
}
