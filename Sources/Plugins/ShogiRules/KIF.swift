extension GameRecord {
  /// Reads a KIF record, in UTF-8 or Shift_JIS.
  ///
  /// - Parameter bytes: The file.
  /// - Throws: `GameRecordError` for the first line that is wrong, an illegal move included.
  public init(kif bytes: [UInt8]) throws(GameRecordError) {
    guard let text = ShiftJIS.text(bytes) else {
      throw GameRecordError(line: 1, found: "other bytes", expected: "UTF-8 or Shift_JIS")
    }
    try self.init(kif: text)
  }

  /// Reads a KIF record.
  ///
  /// - Parameter kif: The text.
  /// - Throws: `GameRecordError` for the first line that is wrong, an illegal move included.
  public init(kif: String) throws(GameRecordError) {
    var reader = KIFReader()
    for (index, line) in RecordLines(kif).lines.enumerated() {
      reader.line = index + 1
      try reader.read(line)
    }
    try reader.finishStart()
    guard let record = reader.record else {
      throw GameRecordError(line: reader.line, found: "", expected: "moves")
    }
    self = record
  }

  /// The record in KIF as Shift_JIS.
  ///
  /// - Returns: The bytes, or nothing if a name or a comment has a character that Shift_JIS lacks.
  public func kifShiftJIS() -> [UInt8]? { ShiftJIS.bytes(kif) }

  /// The record in KIF.
  public var kif: String {
    var text = ""
    for header in headers {
      let name = Self.oneLine(header.name).filter { $0 != "：" }
      text += "\(name)：\(Self.oneLine(header.value))\n"
    }
    if start.sfen == KIFNames.evenStart {
      text += "手合割：平手\n"
    } else {
      text += start.diagram + "\n"
    }
    if let blackName { text += "先手：\(Self.oneLine(blackName))\n" }
    if let whiteName { text += "後手：\(Self.oneLine(whiteName))\n" }
    text += "手数----指手---------消費時間--\n"
    for comment in comments { text += "*\(Self.oneLine(comment))\n" }
    text += kifMoves(entries, after: [], end: end, endSeconds)
    var course = entries
    for variation in variations {
      course.removeSubrange((variation.number - 1)...)
      text += "\n変化：\(variation.number)手\n"
      for comment in variation.comments { text += "*\(Self.oneLine(comment))\n" }
      text += kifMoves(variation.entries, after: course, end: variation.end, variation.endSeconds)
      course += variation.entries
    }
    return text
  }

  /// The lines of moves.
  private func kifMoves(
    _ entries: [Entry], after course: [Entry], end: End?, _ endSeconds: Int?
  ) -> String {
    var text = ""
    var position = start
    var totals = [0, 0]
    for (index, entry) in (course + entries).enumerated() {
      totals[index % 2] += entry.seconds ?? 0
      if index >= course.count {
        text += "\(index + 1) " + KIFNames.text(of: entry.move, in: position)
        if let seconds = entry.seconds {
          text += KIFNames.time(seconds, total: totals[index % 2])
        }
        text += "\n"
        for comment in entry.comments { text += "*\(Self.oneLine(comment))\n" }
      }
      position.make(entry.move)
    }
    if let end {
      let count = course.count + entries.count
      text += "\(count + 1) \(KIFNames.text(of: end))"
      if let endSeconds {
        text += KIFNames.time(endSeconds, total: totals[count % 2] + endSeconds)
      }
      text += "\n"
    }
    return text
  }
}

/// The words of KIF.
enum KIFNames {
  static let evenStart = "lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1"

  /// Handicaps by name, as the board without White's missing pieces; White moves first.
  static let handicaps = [
    "香落ち": "lnsgkgsn1/1r5b1", "右香落ち": "1nsgkgsnl/1r5b1", "角落ち": "lnsgkgsnl/1r7",
    "飛車落ち": "lnsgkgsnl/7b1", "飛香落ち": "lnsgkgsn1/7b1", "二枚落ち": "lnsgkgsnl/9",
    "四枚落ち": "1nsgkgsn1/9", "六枚落ち": "2sgkgs2/9", "八枚落ち": "3gkg3/9", "十枚落ち": "4k4/9",
  ]

  private static let roles: [(String, Role)] = [
    ("成銀", .promotedSilver), ("成桂", .promotedKnight), ("成香", .promotedLance), ("歩", .pawn),
    ("香", .lance), ("桂", .knight), ("銀", .silver), ("金", .gold), ("角", .bishop), ("飛", .rook),
    ("玉", .king), ("王", .king), ("と", .promotedPawn), ("杏", .promotedLance),
    ("圭", .promotedKnight), ("全", .promotedSilver), ("馬", .horse), ("龍", .dragon),
    ("竜", .dragon),
  ]

  private static let ends: [(String, GameRecord.End)] = [
    ("投了", .resignation), ("詰み", .checkmate), ("千日手", .sennichite), ("持将棋", .impasse),
    ("入玉勝ち", .declaration), ("中断", .interruption), ("切れ負け", .timeUp),
    ("反則勝ち", .opponentIllegal), ("反則負け", .illegal), ("不戦勝", .opponentAbsent),
    ("不戦敗", .absent), ("不詰", .noMate), ("詰", .checkmate),
    // What KIF has no word for is written as what comes next to it.
    ("持将棋", .declaredDraw), ("中断", .takeback), ("中断", .failure), ("反則負け", .illegalAct),
  ]

  /// Takes the name of a role from the beginning of a text.
  static func removeRole(_ text: inout Substring) -> Role? {
    guard let found = roles.first(where: { text.hasPrefix($0.0) }) else { return nil }
    text.removeFirst(found.0.count)
    return found.1
  }

  static func end(_ text: Substring) -> GameRecord.End? {
    ends.first { text.hasPrefix($0.0) }?.1
  }

  static func text(of end: GameRecord.End) -> String { ends.first { $0.1 == end }?.0 ?? "" }

  static let fileDigits: [Character] = Array("０１２３４５６７８９")

  static func text(of move: Move, in position: Position) -> String {
    let role = position.role(of: move, promoted: false)
    var text = String(fileDigits[move.target.file]) + KanjiNumeral.text(move.target.rank)
    text += roles.first { $0.1 == role }?.0 ?? ""
    guard let origin = move.origin else { return text + "打" }
    return text + (move.promotes ? "成" : "") + "(\(origin.digits))"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  /// The time of a move or of the end, and of one side up to there, both in seconds.
  static func time(_ seconds: Int, total: Int) -> String {
    let minutes = "\(seconds / 60):\(twoDigits(seconds % 60))"
    let hours = [total / 3600, total / 60 % 60, total % 60].map(twoDigits)
    return " (\(minutes)/\(hours.joined(separator: ":")))"
  }
}
