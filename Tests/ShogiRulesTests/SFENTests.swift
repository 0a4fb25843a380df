import GameProtocol
import ShogiRules
import Testing

@Suite struct SFENTests {
  static let start = "lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1"

  @Test func `the start has its usual text`() throws {
    #expect(try Position(Setup.start).sfen == Self.start)
    #expect(try Position(sfen: Self.start) == Position(Setup.start))
  }

  @Test func `hands and promoted pieces are read and written`() throws {
    let sfen = "8l/1l+R2P3/p2pBG1pp/kps1p4/Nn1P2G2/P1P1P2PP/1PS6/1KSG3+r1/LN2+p3L w Sbgn3p 124"
    #expect(try Position(sfen: sfen).sfen == sfen)
    #expect(try Position(sfen: sfen).hand(of: .white)[.pawn] == 3)
  }

  @Test(arguments: [
    ("", 0), ("lnsgkgsnl", 9), ("9/9/9/9/9/9/9/9/9", 17), ("x8/9", 0), ("55/9", 1),
    ("lnsgkgsnll/", 9), ("+k8/9", 1), ("+g8/9", 1), ("91/9", 1), ("++p7/9", 1),
    ("4k4/9/9/9/9/9/9/9/4K4 x - 1", 22), ("4k4/9/9/9/9/9/9/9/4K4 b  1", 24),
    ("4k4/9/9/9/9/9/9/9/4K4 b 1P 1", 24), ("4k4/9/9/9/9/9/9/9/4K4 b PR 1", 25),
    ("4k4/9/9/9/9/9/9/9/4K4 b rR 1", 25), ("4k4/9/9/9/9/9/9/9/4K4 b 19P 1", 25),
    ("4k4/9/9/9/9/9/9/9/4K4 b 3R 1", 25), ("4k4/9/9/9/9/9/9/9/4K4 b K 1", 24),
    ("4k4/9/9/9/9/9/9/9/4K4 b - 0", 26), ("4k4/9/9/9/9/9/9/9/4K4 b - 01", 26),
    ("4k4/9/9/9/9/9/9/9/4K4 b - 10000", 26), ("4k4/9/9/9/9/9/9/9/4K4 b - 1 ", 27),
    ("4k4/9/9/9/9/9/9/9/4K4 b -", 25),
  ])
  func `a bad text is refused with its place`(sfen: String, offset: Int) {
    let error = #expect(throws: NotationError.self) { try Position(sfen: sfen) }
    #expect(error?.offset == offset, "\(sfen): \(String(describing: error))")
  }

  @Test(arguments: [
    ("9/9/9/9/9/9/9/9/4K4 b - 1", IllegalPosition.Reason.whiteKings),
    ("4k4/9/9/9/9/9/9/9/9 b - 1", .blackKings),
    ("4k4/9/9/9/9/9/9/9/3KK4 b - 1", .blackKings),
    ("4k4/9/9/rrr6/9/9/9/9/8K b - 1", .tooManyPieces),
    ("4k4/9/9/4P4/4P4/9/9/9/4K4 b - 1", .twoPawns),
    ("4k3P/9/9/9/9/9/9/9/4K4 b - 1", .deadPiece),
    ("4k4/8N/9/9/9/9/9/9/4K4 b - 1", .deadPiece),
    ("4k4/9/9/9/9/9/9/9/l3K4 b - 1", .deadPiece),
    ("4k4/9/9/9/9/9/9/9/4R3K b - 1", .opponentInCheck),
    ("4k4/4K4/9/9/9/9/9/9/9 b - 1", .opponentInCheck),
  ])
  func `an illegal position is refused with its reason`(
    sfen: String, reason: IllegalPosition.Reason
  ) throws {
    let error = #expect(throws: IllegalPosition.self) { try Position(Setup(sfen: sfen)) }
    #expect(error?.reasons == [reason])
    let text = #expect(throws: NotationError.self) { try Position(sfen: sfen) }
    #expect(text?.description.contains(reason.text) == true)
  }
}
