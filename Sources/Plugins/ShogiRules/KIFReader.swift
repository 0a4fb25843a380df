/// Reads the lines of KIF, one after the other.
struct KIFReader {
  var line = 0
  var record: GameRecord?
  private var facts: GameRecord
  private var position: Position
  private var setup: Setup?
  private var handicap: String?
  private var nextRank = 1
  /// The moves up to here, of the game or of a variation.
  private var course: [Move] = []

  init() {
    do {
      position = try Position(Setup.start)
    } catch {
      preconditionFailure("the start is illegal: \(error)")
    }
    facts = GameRecord(start: position)
  }

  private func fault(_ found: some StringProtocol, _ expected: String) -> GameRecordError {
    GameRecordError(line: line, found: String(found), expected: expected)
  }

  mutating func read(_ text: Substring) throws(GameRecordError) {
    guard let first = text.first, first != "#", first != "&" else { return }
    if first == "*" {
      note(String(text.dropFirst()))
    } else if let number = text.drop(while: Self.isBlank).first, number.isASCII, number.isNumber,
      !text.hasPrefix("  ９")
    {
      try finishStart()
      try readMove(text.drop(while: Self.isBlank))
    } else if text.hasPrefix("変化") {
      try finishStart()
      try beginVariation(text)
    } else if record == nil {
      try readFact(text, first)
    } else if !text.hasPrefix("まで"), !text.allSatisfy(Self.isBlank) {
      throw fault(text, "a move, a comment or the end of the game")
    }
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "　" || character == "\t"
  }

  private mutating func note(_ comment: String) {
    if let variation = record?.variations.indices.last {
      if let last = record?.variations[variation].entries.indices.last {
        record?.variations[variation].entries[last].comments.append(comment)
      } else {
        record?.variations[variation].comments.append(comment)
      }
    } else if let last = record?.entries.indices.last {
      record?.entries[last].comments.append(comment)
    } else if record == nil {
      facts.comments.append(comment)
    } else {
      record?.comments.append(comment)
    }
  }

  /// Goes back to the move at which a variation begins.
  private mutating func beginVariation(_ text: Substring) throws(GameRecordError) {
    let digits = text.dropFirst(2).drop { $0 == "：" }.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), (1...course.count + 1).contains(number) else {
      throw fault(text, "'変化：', a number from 1 to \(course.count + 1) and '手'")
    }
    course.removeSubrange((number - 1)...)
    position = course.reduce(facts.start) { $0.making($1) }
    record?.variations.append(.init(number: number))
  }

  private mutating func readFact(_ text: Substring, _ first: Character) throws(GameRecordError) {
    if first == "|" {
      try readRank(text)
      return
    }
    if text.hasPrefix("後手番") || text.hasPrefix("上手番") {
      if setup == nil { setup = Setup() }
      setup?.turn = .white
      return
    }
    if text.hasPrefix("先手番") || text.hasPrefix("下手番") || text.hasPrefix("手数") { return }
    if first == "+" || text.allSatisfy(Self.isBlank) || text.hasPrefix("  ９") { return }
    let parts = text.split(separator: "：", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw fault(text, "a name, '：' and a value, or a move") }
    let value = String(parts[1])
    switch String(parts[0]) {
    case "先手", "下手": facts.blackName = value
    case "後手", "上手": facts.whiteName = value
    case "先手の持駒", "下手の持駒": try readHand(parts[1], .black)
    case "後手の持駒", "上手の持駒": try readHand(parts[1], .white)
    case "手合割": handicap = value.filter { !Self.isBlank($0) }
    default: facts.headers.append(.init(String(parts[0]), value))
    }
  }

  private mutating func readHand(_ text: Substring, _ color: Color) throws(GameRecordError) {
    if setup == nil { setup = Setup() }
    if text.hasPrefix("なし") { return }
    for entry in text.split(whereSeparator: Self.isBlank) {
      var rest = entry
      guard let role = KIFNames.removeRole(&rest), Role.droppable.contains(role),
        let count = Self.count(rest), count <= role.totalCount
      else { throw fault(entry, "a piece in hand and how many, such as 歩十二") }
      setup?[handOf: color][role] = count
    }
  }

  private static func count(_ text: Substring) -> Int? {
    text.isEmpty ? 1 : (1...18).first { KanjiNumeral.text($0) == text }
  }

  private mutating func readRank(_ text: Substring) throws(GameRecordError) {
    if setup == nil { setup = Setup() }
    var rest = text.dropFirst()
    guard nextRank <= 9 else { throw fault(text, "nine ranks") }
    for file in (1...9).reversed() {
      guard let mark = rest.popFirst() else { throw fault(text, "nine squares") }
      guard mark == " " || mark == "v" else { throw fault(text, "' ' or 'v' before a piece") }
      if rest.first == "・" {
        rest.removeFirst()
        continue
      }
      guard let role = KIFNames.removeRole(&rest) else { throw fault(text, "a piece or ・") }
      setup?[Square(file: file, rank: nextRank)] = Piece(mark == "v" ? .white : .black, role)
    }
    guard rest.first == "|" else { throw fault(text, "'|' after nine squares") }
    nextRank += 1
  }

  /// Checks the position and begins the moves.
  mutating func finishStart() throws(GameRecordError) {
    if record != nil { return }
    let name = handicap ?? "平手"
    do {
      if let setup {
        position = try Position(setup)
      } else if let rows = KIFNames.handicaps[name] {
        position = try Position(sfen: "\(rows)/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL w - 1")
      } else if name != "平手" {
        throw fault(name, "平手, a known handicap or a board")
      }
    } catch let error as GameRecordError {
      throw error
    } catch {
      throw fault("the board", "a legal position: \(error)")
    }
    facts.start = position
    record = facts
  }

  private mutating func readMove(_ text: Substring) throws(GameRecordError) {
    let hasEnded = (record?.variations.last.map(\.end) ?? record?.end) != nil
    if hasEnded { throw fault(text, "nothing after the end of the game") }
    var rest = text
    let number = rest.prefix { $0.isASCII && $0.isNumber }
    guard Int(number) == course.count + 1 else {
      throw fault(text, "the number of the next move")
    }
    rest = rest.dropFirst(number.count).drop(while: Self.isBlank)
    if let end = KIFNames.end(rest) {
      if let variation = record?.variations.indices.last {
        record?.variations[variation].end = end
        record?.variations[variation].endSeconds = Self.seconds(rest)
      } else {
        record?.end = end
        record?.endSeconds = Self.seconds(rest)
      }
      return
    }
    let target = try readTarget(&rest, text)
    guard let role = KIFNames.removeRole(&rest) else { throw fault(text, "the name of a piece") }
    let move: Move
    if rest.hasPrefix("打") {
      rest.removeFirst()
      guard Role.droppable.contains(role) else { throw fault(text, "a piece that a hand may have") }
      move = Move(dropping: role, on: target)
    } else {
      let promotes = rest.hasPrefix("成")
      if promotes { rest.removeFirst() }
      if rest.hasPrefix("不成") { rest.removeFirst(2) }
      guard rest.first == "(", rest.dropFirst(3).first == ")",
        let origin = Square(digits: rest.dropFirst().prefix(2))
      else { throw fault(text, "the origin, such as (77), or 打") }
      guard position.piece(at: origin)?.role == role else {
        throw fault(text, "the piece that stands on \(origin.digits)")
      }
      rest.removeFirst(4)
      move = Move(from: origin, to: target, promotes: promotes)
    }
    try position.make(move, line: line, found: text)
    course.append(move)
    let entry = GameRecord.Entry(move, seconds: Self.seconds(rest))
    if let variation = record?.variations.indices.last {
      record?.variations[variation].entries.append(entry)
    } else {
      record?.entries.append(entry)
    }
  }

  private func readTarget(
    _ rest: inout Substring, _ text: Substring
  ) throws(GameRecordError) -> Square {
    if rest.first == "同" {
      rest = rest.dropFirst().drop(while: Self.isBlank)
      guard let previousTarget = course.last?.target else {
        throw fault(text, "a square, because no move came before")
      }
      return previousTarget
    }
    guard let fileName = rest.popFirst(), let rankName = rest.popFirst(),
      let file = KIFNames.fileDigits.firstIndex(of: fileName) ?? fileName.wholeNumberValue,
      (1...9).contains(file), let rank = KanjiNumeral.digit(rankName)
    else { throw fault(text, "a square such as ７六, or 同") }
    return Square(file: file, rank: rank)
  }

  /// The time of a move, such as `( 0:12/00:00:12)`.
  private static func seconds(_ text: Substring) -> Int? {
    guard let open = text.firstIndex(of: "(") else { return nil }
    let time = text[text.index(after: open)...].prefix { $0 != "/" && $0 != ")" }
    let parts = time.drop(while: isBlank).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count <= 6, parts[1].count == 2, let minutes = Int(parts[0]),
      let seconds = Int(parts[1]), minutes >= 0, (0..<60).contains(seconds)
    else { return nil }
    return minutes * 60 + seconds
  }
}
