import ShogiRules
import Testing

@Suite struct CSATests {
  @Test func `every way to give the pieces is read`() throws {
    let start = try Position(Setup.start)
    #expect(try GameRecord(csa: "PI\n+\n").start == start)
    let handicap = try GameRecord(csa: "PI82HI22KA\n-\n-7162GI\n")
    #expect(handicap.moves.map(\.usi) == ["7a6b"])
    #expect(handicap.start.hand(of: .black).count == 0)
    let single = try GameRecord(csa: "P-51OU\nP+59OU32TO\nP-00AL\n+\n")
    #expect(single.start.hand(of: .white)[.pawn] == 17)
    #expect(single.start.hand(of: .white)[.rook] == 2)
  }

  @Test func `statements may share a line, and remarks are skipped`() throws {
    let text = "'remark\nV2.2\nPI\n+\n+7776FU,T12\n-3334FU,T6.5\n'*comment, one\n%TORYO,T3\n"
    let record = try? GameRecord(csa: text)
    #expect(record == nil)
    let sound = try GameRecord(csa: text.replacing(",T3", with: ""))
    #expect(sound.moves.map(\.usi) == ["7g7f", "3c3d"])
    #expect(sound.entries.map(\.seconds) == [12, 6])
    #expect(sound.entries[1].comments == ["comment, one"] && sound.end == .resignation)
  }

  @Test func `who acted against the rules decides who wins`() throws {
    let moves = "PI\n+\n+7776FU\n"
    #expect(try GameRecord(csa: moves + "%+ILLEGAL_ACTION").end == .opponentIllegal)
    #expect(try GameRecord(csa: moves + "%-ILLEGAL_ACTION").end == .illegal)
    #expect(try GameRecord(csa: moves + "%ILLEGAL_MOVE").end == .illegal)
    #expect(try GameRecord(csa: moves + "%KACHI").end == .declaration)
  }

  @Test(arguments: [
    ("+7776FU", 1), ("+\n", 1), ("PI\n+\n-3334FU", 3), ("PI\n+\n+7775FU", 3), ("PI\n+\n+7776KI", 3),
    ("PI\n+\n+0055FU", 3), ("PI\n+\n+0055OU", 3), ("PI\n+\n%NONE", 3), ("PI\n+\nT5", 3),
    ("PI99FU\n+", 1), ("P1-XX\n+", 1), ("PI\nP+55OU\n+", 3), ("PX", 1), ("P+00OU", 1), ("", 1),
    ("PI\n+\n%TORYO\n+7776FU", 4), ("$EVENT", 1), ("N*x", 1),
  ])
  func `a fault is reported with its line`(text: String, line: Int) {
    let error = #expect(throws: GameRecordError.self) { try GameRecord(csa: text) }
    #expect(error?.line == line, "\(String(describing: error))")
  }
}
