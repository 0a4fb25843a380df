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
    let record = try GameRecord(csa: text)
    #expect(record.moves.map(\.usi) == ["7g7f", "3c3d"])
    #expect(record.entries.map(\.seconds) == [12, 6])
    #expect(record.entries[1].comments == ["comment, one"] && record.end == .resignation)
    #expect(record.endSeconds == 3)
  }

  @Test func `the time before the end is kept beside it, not with the last move`() throws {
    let record = try GameRecord(csa: "PI\n+\n+7776FU\nT12\n%TORYO\nT3\n'after the game\n")
    #expect(record.entries.map(\.seconds) == [12] && record.endSeconds == 3)
    #expect(record.csa.hasSuffix("+7776FU\nT12\n%TORYO\nT3\n"))
    #expect(try GameRecord(csa: "PI\n+\n%CHUDAN,T0.5\n").endSeconds == 0)
    #expect(try GameRecord(csa: "PI\n+\n+7776FU\nT12\n%TORYO\n").endSeconds == nil)
  }

  @Test func `who acted against the rules decides who wins`() throws {
    let moves = "PI\n+\n+7776FU\n"
    #expect(try GameRecord(csa: moves + "%+ILLEGAL_ACTION").end == .opponentIllegal)
    #expect(try GameRecord(csa: moves + "%-ILLEGAL_ACTION").end == .illegalAct)
    #expect(try GameRecord(csa: moves + "%ILLEGAL_MOVE").end == .illegal)
    #expect(try GameRecord(csa: moves + "%KACHI").end == .declaration)
  }

  @Test(arguments: [
    ("%TORYO", GameRecord.End.resignation), ("%CHUDAN", .interruption),
    ("%SENNICHITE", .sennichite),
    ("%TIME_UP", .timeUp), ("%ILLEGAL_MOVE", .illegal), ("%+ILLEGAL_ACTION", .opponentIllegal),
    ("%-ILLEGAL_ACTION", .illegalAct), ("%JISHOGI", .impasse), ("%KACHI", .declaration),
    ("%HIKIWAKE", .declaredDraw), ("%MATTA", .takeback), ("%TSUMI", .checkmate),
    ("%FUZUMI", .noMate), ("%ERROR", .failure),
  ])
  func `every end of the standard is written back as itself`(
    word: String, end: GameRecord.End
  ) throws {
    let record = try GameRecord(csa: "PI\n+\n+7776FU\n\(word)\n")
    #expect(record.end == end)
    #expect(record.csa.hasSuffix("\n+7776FU\n\(word)\n"))
  }

  @Test(arguments: [GameRecord.End.opponentAbsent, .absent])
  func `an end without a word is written as an interruption`(end: GameRecord.End) throws {
    var record = GameRecord(start: try Position(Setup.start))
    record.end = end
    #expect(record.csa.hasSuffix("\n%CHUDAN\n"))
  }

  @Test(arguments: [
    ("+7776FU", 1), ("+\n", 1), ("PI\n+\n-3334FU", 3), ("PI\n+\n+7775FU", 3), ("PI\n+\n+7776KI", 3),
    ("PI\n+\n+0055FU", 3), ("PI\n+\n+0055OU", 3), ("PI\n+\n%NONE", 3),
    ("PI\n+\n%ILLEGAL_ACTION", 3),
    ("PI\n+\nT5", 3),
    ("PI99FU\n+", 1), ("P1-XX\n+", 1), ("PI\nP+55OU\n+", 3), ("PX", 1), ("P+00OU", 1), ("", 1),
    ("PI\n+\n%TORYO\n+7776FU", 4), ("PI\n+\n%TORYO\nTx", 4), ("PI\n+\n%TORYO\nT3\n%KACHI", 5),
    ("PI\n+\n%TORYO\nT3\nT4", 5),
    ("$EVENT", 1), ("N*x", 1),
  ])
  func `a fault is reported with its line`(text: String, line: Int) {
    let error = #expect(throws: GameRecordError.self) { try GameRecord(csa: text) }
    #expect(error?.line == line, "\(String(describing: error))")
  }
}
