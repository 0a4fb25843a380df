import ChessRules
import GameProtocol
import Testing

@Suite struct PGNTests {
  private func read(_ text: String) throws -> PGN {
    let games = Array(PGNReader(text))
    try #require(games.count == 1)
    return try games[0].get()
  }

  @Test func `the start is the usual one or that of a tag`() throws {
    #expect(try read("1. e4 *").start().fen.hasPrefix("rnbqkbnr/"))
    let fen = "4k3/8/8/8/8/8/8/4K2R w K - 0 1"
    let game = try read("[SetUp \"1\"]\n[FEN \"\(fen)\"]\n\n1. O-O *")
    #expect(try game.start().fen == fen)
    #expect(game.line.turns.map(\.move.isCastling) == [true])
  }

  @Test func `commands in comments are found, the clock in seconds`() throws {
    let game = try read("1. e4 {[%emt 0:00:05] good [%clk 1:02:03.5]} e5 {[%clk broken]} *")
    #expect(game.line.turns[0].command("emt") == "0:00:05")
    #expect(game.line.turns[0].clock == 3723.5)
    #expect(game.line.turns[1].clock == nil)
    #expect(game.line.turns[1].command("eval") == nil)
  }

  @Test(arguments: [
    ("1. f3 e5 2. g4 Qh4# 0-1", Outcome?.some(.checkmate)),
    ("1. e4 e5 1-0", .resignation), ("1. e4 e5 0-1", .resignation), ("1. e4 1/2-1/2", .agreement),
    ("1. e4 *", nil),
    ("1. Nf3 Nf6 2. Ng1 Ng8 3. Nf3 Nf6 4. Ng1 Ng8 1/2-1/2", .threefoldRepetition),
    ("1. Nf3 Nf6 2. Ng1 Ng8 3. Nf3 Nf6 4. Ng1 Ng8 1-0", .resignation),
    ("[FEN \"k7/8/8/8/8/8/8/K6r w - - 99 80\"]\n1. Ka2 1/2-1/2", .fiftyMoves),
    ("[FEN \"k7/8/8/8/8/8/8/K6r w - - 99 80\"]\n1. Ka2 *", nil),
    ("[FEN \"k7/8/8/8/8/8/8/K6r w - - 149 99\"]\n1. Ka2 *", .seventyFiveMoves),
    ("[FEN \"k7/8/8/8/8/8/1r6/K7 w - - 0 1\"]\n1. Kxb2 *", .insufficientMaterial),
  ]) func `a record tells why the game is over`(text: String, outcome: Outcome?) throws {
    #expect(try read(text).outcome() == outcome)
  }

  @Test func `a record with an illegal move is refused`() throws {
    var game = try read("1. e4 *")
    game.line.turns.append(game.line.turns[0])
    #expect(throws: NotationError.self) { try game.outcome() }
    #expect(throws: NotationError.self) { try game.text() }
  }
}
