import ChessRules
import GameProtocol
import Testing

@Suite struct UCITests {
  private static let start = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"

  @Test(arguments: [
    ("e2e5", "a legal move"), ("e3e4", "a legal move: White has no piece on e3"),
    ("e7e5", "a legal move: White has no piece on e7"), ("e2e4q", "a move without promotion"),
    ("e2", "two squares and, for a promotion, one of n, b, r, q"),
    ("E2e4", "two squares and, for a promotion, one of n, b, r, q"),
    ("e2e4k", "two squares and, for a promotion, one of n, b, r, q"),
    ("e2e4 ", "two squares and, for a promotion, one of n, b, r, q"),
    ("0000", "two squares and, for a promotion, one of n, b, r, q"),
  ]) func `a wrong text is answered with what would be right`(text: String, expected: String)
    throws
  {
    let position = try Position(fen: Self.start)
    let error = #expect(throws: NotationError.self) { try position.move(uci: text) }
    #expect(error?.expected == expected)
  }

  @Test func `a promotion needs its letter, in lower case`() throws {
    let position = try Position(fen: "7k/P7/8/8/8/8/8/K7 w - - 0 1")
    let error = #expect(throws: NotationError.self) { try position.move(uci: "a7a8") }
    #expect(error?.expected == "a promotion to n, b, r or q")
    #expect(throws: NotationError.self) { try position.move(uci: "a7a8Q") }
    #expect(try position.move(uci: "a7a8n").promotion == .knight)
  }

  @Test func `castling is the king's step in one form and takes the rook in the other`() throws {
    let position = try Position(fen: "4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1")
    #expect(try position.move(uci: "e1g1") == position.move(uci: "e1h1", isChess960: true))
    #expect(throws: NotationError.self) { try position.move(uci: "e1h1") }
    #expect(throws: NotationError.self) { try position.move(uci: "e1g1", isChess960: true) }
  }

  @Test(arguments: [
    ("e1h1", false, "e1g1 for castling"), ("e1a1", false, "e1c1 for castling"),
    ("e1g1", true, "e1h1 for castling"), ("e1h1q", false, "a legal move"),
  ]) func `castling in the other form is answered with the form that is right`(
    text: String, isChess960: Bool, expected: String
  ) throws {
    let position = try Position(fen: "4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1")
    let error = #expect(throws: NotationError.self) {
      try position.move(uci: text, isChess960: isChess960)
    }
    #expect(error?.expected == expected)
  }
}
