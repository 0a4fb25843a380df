import ShogiRules
import Testing

@Suite struct IllegalPositionTests {
  static let cases: [(sfen: String, reasons: [IllegalPosition.Reason])] = [
    ("4k4/9/9/9/9/9/9/9/9 b - 1", [.blackKings]),
    ("4k4/9/9/9/9/9/9/9/3KK4 b - 1", [.blackKings]),
    ("9/9/9/9/9/9/9/9/4K4 b - 1", [.whiteKings]),
    ("4k4/9/9/rrr6/9/9/9/9/8K b - 1", [.tooManyPieces]),
    ("4k4/9/9/1+b7/9/9/9/9/8K b Bb 1", [.tooManyPieces]),
    ("4k4/9/9/4P4/4P4/9/9/9/4K4 b - 1", [.twoPawns]),
    ("4k4/p8/9/p8/9/9/9/9/4K4 b - 1", [.twoPawns]),
    ("4k3P/9/9/9/9/9/9/9/4K4 b - 1", [.deadPiece]),
    ("4k4/9/9/9/9/9/9/n8/4K4 b - 1", [.deadPiece]),
    ("4k4/8N/9/9/9/9/9/9/4K4 b - 1", [.deadPiece]),
    ("4k3L/9/9/9/9/9/9/9/4K4 b - 1", [.deadPiece]),
    ("4k4/9/9/9/9/9/9/9/l3K4 b - 1", [.deadPiece]),
    ("4k4/9/9/9/9/9/9/9/4R3K b - 1", [.opponentInCheck]),
    ("9/9/9/9/9/9/9/9/9 b - 1", [.blackKings, .whiteKings]),
    ("p8/9/9/9/9/9/9/9/p3K4 b - 1", [.whiteKings, .twoPawns, .deadPiece]),
  ]

  @Test(arguments: cases)
  func `every reason is found`(sfen: String, reasons: [IllegalPosition.Reason]) throws {
    let setup = try Setup(sfen: sfen)
    let error = #expect(throws: IllegalPosition.self) { try Position(setup) }
    #expect(error?.reasons == reasons)
    #expect(error?.description == reasons.map(\.text).joined(separator: "; "))
  }

  @Test func `the move number has its bounds`() throws {
    for (number, isSound) in [(1, true), (9999, true), (0, false), (-1, false), (10000, false)] {
      var setup = Setup.start
      setup.moveNumber = number
      if isSound {
        #expect(try Position(setup).moveNumber == number)
      } else {
        let error = #expect(throws: IllegalPosition.self) { try Position(setup) }
        #expect(error?.reasons == [.moveNumber])
      }
    }
  }

  @Test func `dead pieces of one side live for the other, and so do promoted ones`() throws {
    #expect(throws: Never.self) {
      _ = try Position(Setup(sfen: "4k1lnp/9/9/9/9/9/9/9/PNL1K4 b - 1"))
      _ = try Position(Setup(sfen: "4k2+P+L/8+N/9/9/9/9/9/9/4K4 w - 1"))
    }
  }

  @Test func `no reason is without a case, and each has its own text`() {
    let all = Set(IllegalPosition.Reason.allCases)
    #expect(Set(Self.cases.flatMap(\.reasons)).union([.moveNumber]) == all)
    #expect(Set(all.map(\.text)).count == all.count)
  }
}
