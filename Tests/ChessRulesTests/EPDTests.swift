import ChessRules
import GameProtocol
import Testing

@Suite struct EPDTests {
  private static let line =
    "1k1r4/pp1b1R2/3q2pp/4p3/2B5/4Q3/PPP2B2/2K5 b - - bm Qd1+; id \"BK.01; first\"; hmvc 3; fmvn 40;"

  @Test func `position and operations are read and written`() throws {
    let epd = try EPD(Self.line)
    #expect(epd.text == Self.line)
    #expect(try epd.moves(of: "bm").map { epd.position.uci($0) } == ["d6d1"])
    #expect(epd["id"] == [.quoted("BK.01; first")])
    #expect(epd["am"] == nil)
    #expect(epd.position.halfmoves == 3)
    #expect(epd.position.fullmoves == 40)
    #expect(try EPD("4k3/8/8/8/8/8/8/4K3 w - -").operations.isEmpty)
    #expect(try EPD("4k3/8/8/8/8/8/8/4K3 w - - noop;").operations == [EPD.Operation("noop")])
  }

  @Test(arguments: [
    ("4k3/8/8/8/8/8/8/4K3 w -", 23), ("4k3/8/8/8/8/8/8/4K3 w - - bm e4", 31),
    ("4k3/8/8/8/8/8/8/4K3 w - - id \"x;", 29), ("4k3/8/8/8/8/8/8/4K3 w - - 7;", 26),
    ("4k3/8/8/8/8/8/8/4K3 w - -bm", 25), ("4k3/8/8/8/8/8/8/4K3 w - - id \"ä\"", 32),
  ]) func `a fault is found in its place`(text: String, offset: Int) {
    let error = #expect(throws: NotationError.self) { try EPD(text) }
    #expect(error?.offset == offset)
  }

  @Test func `counters must be numbers in range`() {
    for operation in ["hmvc x;", "hmvc;", "fmvn 0;", "fmvn -1;", "hmvc 99999999999999999999;"] {
      #expect(throws: NotationError.self) { try EPD("4k3/8/8/8/8/8/8/4K3 w - - " + operation) }
    }
  }
}
