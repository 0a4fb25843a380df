import ChessRules
import Testing

@Suite struct IllegalPositionTests {
  static let cases: [(fen: String, reasons: [IllegalPosition.Reason])] = [
    ("4k3/8/8/8/8/8/8/8 w - - 0 1", [.whiteKings]),
    ("4k3/8/8/8/8/8/8/K6K w - - 0 1", [.whiteKings]),
    ("8/8/8/8/8/8/8/4K3 w - - 0 1", [.blackKings]),
    ("4k3/8/8/8/8/8/8/P3K3 w - - 0 1", [.pawnOnBackRank]),
    ("p3k3/8/8/8/8/8/8/4K3 b - - 0 1", [.pawnOnBackRank]),
    ("4k3/8/8/8/8/P7/PPPPPPPP/4K3 w - - 0 1", [.tooManyWhitePieces]),
    ("4k3/8/8/8/8/NN6/NNNNNNNN/NNNNKNN1 w - - 0 1", [.tooManyWhitePieces]),
    ("4k3/pppppppp/p7/8/8/8/8/4K3 w - - 0 1", [.tooManyBlackPieces]),
    ("4k3/8/8/8/8/8/8/4R2K w - - 0 1", [.opponentInCheck]),
    ("8/8/8/8/8/8/8/3kK3 w - - 0 1", [.opponentInCheck]),
    ("4k3/8/8/b3r3/7b/8/8/4K3 w - - 0 1", [.tooManyCheckers]),
    ("4k3/8/8/8/4P3/8/8/4K3 w - e3 0 1", [.enPassant]),
    ("4k3/8/8/8/8/8/8/4K3 b - e3 0 1", [.enPassant]),
    ("4k3/8/8/8/4P3/4N3/8/4K3 b - e3 0 1", [.enPassant]),
    ("4k3/8/8/8/4P3/8/4N3/4K3 b - e3 0 1", [.enPassant]),
    ("8/8/8/8/8/8/8/8 w - - 0 1", [.whiteKings, .blackKings]),
    ("p3k3/8/8/8/8/8/8/8 w - - 0 1", [.whiteKings, .pawnOnBackRank]),
    ("4k3/8/8/8/8/8/8/4R2K w - d6 0 1", [.opponentInCheck, .enPassant]),
  ]

  @Test(arguments: cases)
  func `every reason is found`(fen: String, reasons: [IllegalPosition.Reason]) throws {
    let setup = try Setup(fen: fen)
    let error = #expect(throws: IllegalPosition.self) { try Position(setup) }
    #expect(error?.reasons == reasons)
    #expect(error?.description == reasons.map(\.text).joined(separator: "; "))
  }

  private func sound() throws -> Setup {
    try Setup(fen: "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1")
  }

  private func reasons(_ setup: Setup) -> [IllegalPosition.Reason] {
    do {
      _ = try Position(setup)
      return []
    } catch {
      return error.reasons
    }
  }

  @Test(arguments: [["a1"], ["h8", "d8"], ["e1"], ["a4"], ["b1", "h1"], ["a1", "c1"]])
  func `rights need a rook on the king's back rank, one a side`(castling: [String]) throws {
    var setup = try sound()
    let isSound = castling == ["a1"]
    setup[Square("c1")!] = Piece(.white, .rook)
    setup.castling = castling.map { Square($0)! }
    #expect(reasons(setup) == (isSound ? [] : [.castling]))
    // Nor with a king that stands elsewhere.
    setup[Square("e1")!] = nil
    setup[Square("e2")!] = Piece(.white, .king)
    setup.castling = [Square("a1")!]
    #expect(reasons(setup) == [.castling])
  }

  @Test func `counters have their bounds`() throws {
    for (halfmoves, fullmoves, isSound) in [
      (0, 1, true), (9999, 9999, true), (-1, 1, false), (0, 0, false), (10000, 1, false),
      (0, 10000, false),
    ] {
      var setup = try sound()
      (setup.halfmoves, setup.fullmoves) = (halfmoves, fullmoves)
      #expect(reasons(setup) == (isSound ? [] : [.counters]))
    }
  }

  @Test func `no reason is without a case, and each has its own text`() {
    let all = Set(IllegalPosition.Reason.allCases)
    #expect(Set(Self.cases.flatMap(\.reasons)).union([.castling, .counters]) == all)
    #expect(Set(all.map(\.text)).count == all.count)
  }
}
