import ChessRules
import GameProtocol
import Testing

@Suite struct FENTests {
  @Test func `what is printed is read back`() throws {
    for variant in [Chess.Variant.orthodox, .chess960] {
      try playRandomGames(20, seed: 2, variant) { state, _ in
        let position = state.position
        for notation in [CastlingNotation.xfen, .shredder] {
          let back = try Position(fen: position.fen(castling: notation))
          #expect(back == position)
          #expect(back.fen == position.fen)
        }
      }
    }
  }

  @Test func `the en-passant square is written only when a capture is legal`() throws {
    let start = try Position(fen: "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1")
    let quiet = start.making(try start.move(uci: "e2e4"))
    #expect(quiet.fen == "rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1")
    let facing = try Position(fen: "4k3/8/8/8/3p4/8/4P3/4K3 w - - 0 1")
    #expect(
      facing.making(try facing.move(uci: "e2e4")).fen == "4k3/8/8/8/3pP3/8/8/4K3 b - e3 0 1")
    let pinned = try Position(fen: "8/8/8/8/R1p4k/8/3P4/4K3 w - - 0 1")
    #expect(
      pinned.making(try pinned.move(uci: "d2d4")).fen == "8/8/8/8/R1pP3k/8/8/4K3 b - - 0 1")
  }

  @Test func `an inner rook's right is written by its file`() throws {
    let text = "1r2k1rr/8/8/8/8/8/8/1R2K1RR w GBgb - 0 1"
    #expect(try Position(fen: text).fen == "1r2k1rr/8/8/8/8/8/8/1R2K1RR w GQgq - 0 1")
    #expect(try Position(fen: text).fen(castling: .shredder) == text)
  }

  @Test(arguments: [
    ("", 0),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR", 43),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0", 54),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1 ", 56),
    ("rnbqkbnr/pppppppp/9/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", 18),
    ("rnbqkbnr/pppppppp/44/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", 19),
    ("rnbqkbnr/ppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", 16),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR x KQkq - 0 1", 44),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR  w KQkq - 0 1", 44),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w kqKQ - 0 1", 48),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KK - 0 1", 47),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBN1 w KQkq - 0 1", 46),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq e9 0 1", 51),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 01 1", 53),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 0", 55),
    ("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 10000", 55),
  ]) func `a fault is found in its place`(text: String, offset: Int) {
    let error = #expect(throws: NotationError.self) { try Setup(fen: text) }
    #expect(error?.offset == offset, "\(text)")
  }

  @Test(arguments: [
    ("8/8/8/8/8/8/8/8 w - - 0 1", [IllegalPosition.Reason.whiteKings, .blackKings]),
    ("4k3/8/8/8/8/8/8/3KK3 w - - 0 1", [.whiteKings]),
    ("4k2P/8/8/8/8/8/8/4K3 w - - 0 1", [.pawnOnBackRank]),
    ("4k3/8/8/8/8/P7/PPPPPPPP/4K3 w - - 0 1", [.tooManyWhitePieces]),
    ("nnnnknnn/pppppppp/n7/n7/8/8/8/4K3 w - - 0 1", [.tooManyBlackPieces]),
    ("4k3/8/8/8/8/8/8/4KR1r b - - 0 1", []),
    ("4k3/8/8/8/8/8/8/4K2r b - - 0 1", [.opponentInCheck]),
    ("4k3/8/8/8/8/8/8/4K3 w - e6 0 1", [.enPassant]),
    ("4k3/4p3/8/4p3/8/8/8/4K3 w - e6 0 1", [.enPassant]),
    ("4k3/8/8/4p3/8/8/8/4K3 b - e3 0 1", [.enPassant]),
    ("4k3/8/8/8/4r3/3n1n2/8/4K3 w - - 0 1", [.tooManyCheckers]),
  ]) func `a position is refused for a reason`(text: String, reasons: [IllegalPosition.Reason])
    throws
  {
    let setup = try Setup(fen: text)
    if reasons.isEmpty {
      _ = try Position(setup)
    } else {
      let error = #expect(throws: IllegalPosition.self) { try Position(setup) }
      #expect(error?.reasons == reasons)
    }
  }

  @Test func `castling rights without a rook are refused in a setup made by hand`() throws {
    var setup = try Setup(fen: "4k3/8/8/8/8/8/8/4K2R w K - 0 1")
    setup[try #require(Square("h1"))] = nil
    let error = #expect(throws: IllegalPosition.self) { try Position(setup) }
    #expect(error?.reasons == [.castling])
  }
}
