import Testing

@testable import ShogiRules

@Suite struct KIFReaderTests {
  /// The record of some lines.
  private func read(_ lines: String...) throws -> GameRecord {
    var reader = KIFReader()
    for (index, line) in lines.enumerated() {
      reader.line = index + 1
      try reader.read(line[...])
    }
    try reader.finishStart()
    return try #require(reader.record)
  }

  @Test func `notes, blank lines and what others write beside a record are passed over`() throws {
    let record = try read(
      "# made by hand", "", "&a bookmark", "手数----指手---------消費時間--", "   1 ７六歩(77)", "#", "&",
      "まで1手で先手の勝ち", "　")
    #expect(record.moves.map(\.usi) == ["7g7f"] && record.headers.isEmpty)
    #expect(record.start == (try Position(Setup.start)))
  }

  @Test func `names and other facts are kept in their order`() throws {
    let record = try read("棋戦：a：b", "先手：甲", "場所：", "後手：乙 丙", "1 中断")
    #expect(record.blackName == "甲" && record.whiteName == "乙 丙")
    #expect(record.headers == [.init("棋戦", "a：b"), .init("場所", "")])
    #expect(record.end == .interruption && record.entries.isEmpty)
  }

  @Test func `comments belong to what stands before them`() throws {
    let record = try read(
      "*start", "1 ７六歩(77)", "*one", "*two", "2 ３四歩(33)", "変化：2手", "*other", "2 ８四歩(83)",
      "*reply")
    #expect(record.comments == ["start"])
    #expect(record.entries.map(\.comments) == [["one", "two"], []])
    #expect(record.variations[0].comments == ["other"])
    #expect(record.variations[0].entries.map(\.comments) == [["reply"]])
  }

  @Test func `squares and origins are read in every usual form`() throws {
    let record = try read(
      "1 7六歩(77)", "2 ３四歩(33)", "3 ２二角成(88)", "4 同　銀(31)", "5 ５五角打", "6 ４四角打", "7 同角(55)",
      "8 ５二飛(82)", "9 ５三角不成(44)")
    #expect(
      record.moves.map(\.usi) == [
        "7g7f", "3c3d", "8h2b+", "3a2b", "B*5e", "B*4d", "5e4d", "8b5b", "4d5c",
      ])
  }

  @Test(
    arguments: [
      ("1 ７六歩(77) ( 0:12/00:00:12)", 12), ("1 ７六歩(77)(1:05/)", 65), ("1 ７六歩(77) (100:00/1)", 6000),
      ("1 ７六歩(77)", nil), ("1 ７六歩(77) ( 0:60/)", nil), ("1 ７六歩(77) (12)", nil),
      ("1 ７六歩(77) (0:1/)", nil), ("1 ７六歩(77) (1:00:00/)", nil), ("1 ７六歩(77) (-1:00/)", nil),
    ] as [(String, Int?)])
  func `times are minutes and seconds, or not known`(line: String, seconds: Int?) throws {
    #expect(try read(line).entries[0].seconds == seconds)
  }

  @Test func `a board is read with both hands and the side to move`() throws {
    let sfen = "8l/1l+R2P3/p2pBG1pp/kps1p4/Nn1P2G2/P1P1P2PP/1PS6/1KSG3+r1/LN2+p3L w Sbgn3p 1"
    let lines = try Position(sfen: sfen).diagram.split(separator: "\n").map(String.init)
    var reader = KIFReader()
    for line in lines { try reader.read(line[...]) }
    try reader.finishStart()
    #expect(reader.record?.start.sfen == sfen)
  }

  @Test func `every handicap takes its pieces from White, who begins`() throws {
    let counts = [
      "香落ち": 39, "右香落ち": 39, "角落ち": 39, "飛車落ち": 39, "飛香落ち": 38, "二枚落ち": 38, "四枚落ち": 36,
      "六枚落ち": 34, "八枚落ち": 32, "十枚落ち": 30,
    ]
    #expect(Set(counts.keys) == Set(KIFNames.handicaps.keys))
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      let start = try read("手合割：\(name)　　").start
      #expect(start.turn == .white && start.placement.squares(of: .black).count == 20)
      #expect(start.placement.occupied.count == count, "\(name)")
    }
    #expect(try read("手合割：平手").start == Position(Setup.start))
  }

  @Test(arguments: [
    (["|x香v桂"], "' ' or 'v' before a piece"), (["|" + " ・"], "nine squares"),
    (["|" + String(repeating: " ・", count: 10)], "'|' after nine squares"),
    (["| x"], "a piece or ・"),
    (Array(repeating: "|" + String(repeating: " ・", count: 9) + "|", count: 10), "nine ranks"),
    (["先手の持駒：歩十九"], "a piece in hand and how many, such as 歩十二"),
    (["後手の持駒：と"], "a piece in hand and how many, such as 歩十二"),
    (["何か"], "a name, '：' and a value, or a move"),
    (["1 ７十歩(77)"], "a square such as ７六, or 同"), (["1 ０六歩(77)"], "a square such as ７六, or 同"),
    (["1 ７六(77)"], "the name of a piece"), (["1 ７六歩(7)"], "the origin, such as (77), or 打"),
    (["1 ７六銀(77)"], "the piece that stands on 77"),
    (["1 ７六玉打"], "a piece that a hand may have"),
    (["1 ７六歩(77)", "次"], "a move, a comment or the end of the game"),
    (["1 投了", "2 ７六歩(77)"], "nothing after the end of the game"),
    (["手合割：五枚落ち", "1 投了"], "平手, a known handicap or a board"),
    (["後手番", "1 投了"], "a legal position: Black must have exactly one king; White must have"),
  ])
  func `a fault tells what should be there`(lines: [String], expected: String) {
    var reader = KIFReader()
    let error = #expect(throws: GameRecordError.self) {
      for (index, line) in lines.enumerated() {
        reader.line = index + 1
        try reader.read(line[...])
      }
    }
    #expect(error?.line == lines.count)
    #expect(error?.expected.hasPrefix(expected) == true, "\(String(describing: error))")
  }
}
