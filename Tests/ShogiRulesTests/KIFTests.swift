import ShogiRules
import Testing

@Suite struct KIFTests {
  @Test func `moves are written the usual way`() throws {
    var record = GameRecord(start: try Position(Setup.start))
    for usi in ["7g7f", "3c3d", "8h2b+", "3a2b", "B*5e"] {
      record.entries.append(.init(try Move(usi: usi)))
    }
    record.entries[0].seconds = 61
    record.end = .resignation
    record.endSeconds = 3
    let lines = record.kif.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "手合割：平手", "手数----指手---------消費時間--", "1 ７六歩(77) (1:01/00:01:01)", "2 ３四歩(33)",
        "3 ２二角成(88)", "4 ２二銀(31)", "5 ５五角打", "6 投了 (0:03/00:00:03)",
      ])
    #expect(try GameRecord(kif: lines.joined(separator: "\r\n")) == record)
    let same = lines.map { $0 == "4 ２二銀(31)" ? "   4 同　銀(31)   ( 0:09/00:00:09)+" : $0 }
    #expect(try GameRecord(kif: same.joined(separator: "\n")).entries[3].seconds == 9)
  }

  @Test func `Shift_JIS has the bytes of its standard`() throws {
    var record = GameRecord(start: try Position(Setup.start))
    record.blackName = "先手"
    let bytes = try #require(record.kifShiftJIS())
    // "先手" is 90 E6 8E E8, "：" 81 46.
    #expect(
      bytes.split(separator: 10).contains([
        0x90, 0xE6, 0x8E, 0xE8, 0x81, 0x46, 0x90, 0xE6, 0x8E, 0xE8,
      ]))
    record.blackName = "☃"
    #expect(record.kifShiftJIS() == nil)
  }

  @Test func `handicaps begin with White's move`() throws {
    let record = try GameRecord(kif: "手合割：二枚落ち\n上手：甲\n下手：乙\n1 ６二銀(71)\n2 ７六歩(77)\n変化：1手\n")
    #expect(record.moves.map(\.usi) == ["7a6b", "7g7f"])
    #expect(record.start.turn == .white && record.whiteName == "甲")
    #expect(record.variations == [GameRecord.Variation(number: 1)])
  }

  @Test func `variations go back to a move of the course before them`() throws {
    let text = """
      手合割：平手
      1 ７六歩(77)
      2 ３四歩(33)
      3 ２六歩(27)

      変化：2手
      *slower
      2 ８四歩(83)
      3 ２六歩(27)
      4 投了

      変化：3手
      3 ６八銀(79)

      変化：1手
      1 ２六歩(27)
      """
    let record = try GameRecord(kif: text)
    #expect(record.moves.map(\.usi) == ["7g7f", "3c3d", "2g2f"])
    let moves = record.variations.map { $0.entries.map(\.move.usi) }
    #expect(moves == [["8c8d", "2g2f"], ["7i6h"], ["2g2f"]])
    #expect(record.variations.map(\.number) == [2, 3, 1])
    #expect(record.variations[0].comments == ["slower"])
    #expect(record.variations.map(\.end) == [.resignation, nil, nil] && record.end == nil)
    #expect(try GameRecord(kif: record.kif) == record)
  }

  @Test(arguments: [
    ("中断", GameRecord.End.interruption), ("投了", .resignation), ("持将棋", .impasse),
    ("千日手", .sennichite), ("詰み", .checkmate), ("切れ負け", .timeUp), ("反則勝ち", .opponentIllegal),
    ("反則負け", .illegal), ("入玉勝ち", .declaration), ("不戦勝", .opponentAbsent), ("不戦敗", .absent),
    ("不詰", .noMate),
  ])
  func `every end is written back as itself`(word: String, end: GameRecord.End) throws {
    let record = try GameRecord(kif: "手合割：平手\n1 ７六歩(77)\n2 \(word)   ( 0:03/00:00:03)\n")
    #expect(record.end == end && record.endSeconds == 3)
    #expect(record.kif.hasSuffix("\n2 \(word) (0:03/00:00:03)\n"))
  }

  @Test(
    arguments: [
      (.declaredDraw, "持将棋"), (.takeback, "中断"), (.failure, "中断"), (.illegalAct, "反則負け"),
    ] as [(GameRecord.End, String)])
  func `an end without a word is written as what comes next to it`(
    end: GameRecord.End, word: String
  ) throws {
    var record = GameRecord(start: try Position(Setup.start))
    record.end = end
    #expect(record.kif.hasSuffix("\n1 \(word)\n"))
  }

  @Test(arguments: [
    ("1 ７六歩(77)\n2 ７五歩(77)", 2), ("1 ７六歩(77)\n3 ３四歩(33)", 2), ("1 ７五歩(77)", 1),
    ("1 同　歩(77)", 1), ("1 ７六歩", 1), ("1 ７六歩打", 1), ("1 ７六龍(77)", 1), ("手合割：三枚落ち", 1),
    ("nonsense", 1), ("\n1 投了\n2 ７六歩(77)", 3), ("|v香|一\n", 1), ("先手の持駒：玉\n", 1), ("1 玉打", 1),
    ("1 ７六歩(77)\n変化：3手", 2), ("1 ７六歩(77)\n変化：0手", 2), ("変化：x", 1),
    ("1 ７六歩(77)\n変化：1手\n2 ２六歩(27)", 3), ("変化：1手\n1 ７五歩(77)", 2),
  ])
  func `a fault is reported with its line`(text: String, line: Int) {
    let error = #expect(throws: GameRecordError.self) { try GameRecord(kif: text) }
    #expect(error?.line == line, "\(String(describing: error))")
  }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: GameRecordError.self) { try GameRecord(kif: [0x81, 0xFF, 0x00, 0xFD]) }
  }
}
