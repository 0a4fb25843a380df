import ChessRules
import Testing

@Suite struct PositionTests {
  @Test func `the key kept move by move is the key made from nothing`() throws {
    for variant in [Chess.Variant.orthodox, .chess960] {
      try playRandomGames(30, seed: 1, variant) { state, _ in
        let fresh = try Position(fen: state.positionText)
        #expect(fresh.key == state.position.key)
      }
    }
  }

  @Test func `keys are those of the PolyGlot format`() throws {
    // The examples of the format's description.
    let start = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"
    #expect(try Position(fen: start).polyglotKey == 0x463B_9618_1691_FC9C)
    let examples: [(String, UInt64)] = [
      ("rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq e3 0 1", 0x823C_9B50_FD11_4196),
      ("rnbqkbnr/ppp1pppp/8/3p4/4P3/8/PPPP1PPP/RNBQKBNR w KQkq d6 0 2", 0x0756_B944_61C5_0FB0),
      ("rnbqkbnr/ppp1pppp/8/3pP3/8/8/PPPP1PPP/RNBQKBNR b KQkq - 0 2", 0x662F_AFB9_65DB_29D4),
      ("rnbqkbnr/ppp1p1pp/8/3pPp2/8/8/PPPP1PPP/RNBQKBNR w KQkq f6 0 3", 0x22A4_8B5A_8E47_FF78),
      ("rnbqkbnr/ppp1p1pp/8/3pPp2/8/8/PPPPKPPP/RNBQ1BNR b kq - 0 3", 0x652A_607C_A3F2_42C1),
      ("rnbq1bnr/ppp1pkpp/8/3pPp2/8/8/PPPPKPPP/RNBQ1BNR w - - 0 4", 0x00FD_D303_C946_BDD9),
      ("rnbqkbnr/p1pppppp/8/8/PpP4P/8/1P1PPPP1/RNBQKBNR b KQkq c3 0 3", 0x3C81_23EA_7B06_7637),
      ("rnbqkbnr/p1pppppp/8/8/P6P/R1p5/1P1PPPP1/1NBQKBNR b Kkq - 0 4", 0x5C3F_9B82_9B27_9560),
    ]
    for (fen, key) in examples { #expect(try Position(fen: fen).polyglotKey == key, "\(fen)") }
  }

  @Test func `an en-passant square that nobody can use makes no difference`() throws {
    let with = try Position(fen: "4k3/8/8/8/4P3/8/8/4K3 b - e3 0 1")
    let without = try Position(fen: "4k3/8/8/8/4P3/8/8/4K3 b - - 0 1")
    #expect(with == without)
    #expect(with.key == without.key)
    let pinned = try Position(fen: "8/8/8/8/R1pP3k/8/8/4K3 b - d3 0 20")
    #expect(pinned.enPassant == nil)
    #expect(pinned.polyglotKey != pinned.key)
  }

  @Test func `a usable en-passant square and castling rights are part of the position`() throws {
    let board = "r3k2r/8/8/8/3pP3/8/8/R3K2R b"
    let texts = ["KQkq e3", "KQkq -", "KQk -", "Kkq -", "- -"]
    let positions = try texts.map { try Position(fen: "\(board) \($0) 0 1") }
    #expect(Set(positions).count == texts.count)
    #expect(Set(positions.map(\.key)).count == texts.count)
    #expect(try positions[0] == Position(fen: "\(board) KQkq e3 7 9"))
  }

  @Test func `every file of a castling rook gives the same rights as letters`() throws {
    let xfen = try Position(fen: "1r2k1r1/8/8/8/8/8/8/1R2K1R1 w KQkq - 0 1")
    let shredder = try Position(fen: "1r2k1r1/8/8/8/8/8/8/1R2K1R1 w GBgb - 0 1")
    #expect(xfen == shredder)
    #expect(xfen.castlingRooks(of: .white).map(\.name) == ["b1", "g1"])
  }
}
