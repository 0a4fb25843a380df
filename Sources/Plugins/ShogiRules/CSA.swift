extension GameRecord {
  /// Reads a CSA record (version 1 or 2).
  ///
  /// Only the first game of a file is read.
  ///
  /// - Parameter csa: The text.
  /// - Throws: `GameRecordError` for the first line that is wrong, an illegal move included.
  ///
  /// Source: Computer Shogi Association, "CSA standard file format", version 2.2.
  public init(csa: String) throws(GameRecordError) {
    var reader = CSAReader()
    scan: for (index, line) in RecordLines(csa).lines.enumerated() {
      reader.line = index + 1
      if line == "/" { break }
      if line.hasPrefix("'") || line.hasPrefix("$") || line.hasPrefix("N") {
        try reader.read(line)
        continue
      }
      // Several statements may share a line.
      for statement in line.split(separator: ",") { try reader.read(statement) }
    }
    try reader.finishStart("the end of the file")
    guard let record = reader.record else {
      throw GameRecordError(line: reader.line, found: "", expected: "the side to move")
    }
    self = record
  }

  /// The record in CSA version 2.2.
  public var csa: String {
    var text = "V2.2\n"
    if let blackName { text += "N+\(Self.oneLine(blackName))\n" }
    if let whiteName { text += "N-\(Self.oneLine(whiteName))\n" }
    for header in headers {
      let name = Self.oneLine(header.name).filter { $0 != ":" }
      text += "$\(name):\(Self.oneLine(header.value))\n"
    }
    text += Self.csaBoard(of: start)
    for comment in comments { text += "'*\(Self.oneLine(comment))\n" }
    var position = start
    for entry in entries {
      let move = entry.move
      let role = position.role(of: move, promoted: true)
      text += position.turn == .black ? "+" : "-"
      text += (move.origin?.digits ?? "00") + move.target.digits + CSANames.name(of: role) + "\n"
      if let seconds = entry.seconds { text += "T\(seconds)\n" }
      for comment in entry.comments { text += "'*\(Self.oneLine(comment))\n" }
      position.make(move)
    }
    if let end {
      let name = CSANames.text(of: end)
      switch end {
      case .opponentIllegal: text += (position.turn == .black ? "%-" : "%+") + name + "\n"
      case .illegalAct: text += (position.turn == .black ? "%+" : "%-") + name + "\n"
      default: text += "%\(name)\n"
      }
      if let endSeconds { text += "T\(endSeconds)\n" }
    }
    return text
  }

  private static func csaBoard(of position: Position) -> String {
    var text = ""
    for rank in 1...9 {
      text += "P\(rank)"
      for file in (1...9).reversed() {
        guard let piece = position.piece(at: Square(file: file, rank: rank)) else {
          text += " * "
          continue
        }
        text += (piece.color == .black ? "+" : "-") + CSANames.name(of: piece.role)
      }
      text += "\n"
    }
    for color in Color.allCases {
      var line = ""
      for role in Role.droppable.reversed() {
        for _ in 0..<position.hand(of: color)[role] { line += "00" + CSANames.name(of: role) }
      }
      if !line.isEmpty { text += (color == .black ? "P+" : "P-") + line + "\n" }
    }
    return text + (position.turn == .black ? "+\n" : "-\n")
  }
}

extension Square {
  /// File and rank as digits, such as `77`.
  var digits: String { "\(file)\(rank)" }

  /// Reads file and rank as digits.
  init?(digits: some StringProtocol) {
    let bytes = Array(digits.utf8)
    let range = UInt8(ascii: "1")...UInt8(ascii: "9")
    guard bytes.count == 2, range.contains(bytes[0]), range.contains(bytes[1]) else { return nil }
    self.init(file: Int(bytes[0]) - 48, rank: Int(bytes[1]) - 48)
  }
}

extension Position {
  /// The role of the piece that a legal move moves or drops, after the move or before it.
  func role(of move: Move, promoted: Bool) -> Role {
    let code = move.isDrop ? move.dropCode : placement.code(at: move.originIndex)
    guard let role = Role(rawValue: UInt8(code)) else {
      preconditionFailure("no piece moves from \(Square(move.originIndex).name)")
    }
    return promoted && move.promotes ? role.promoted ?? role : role
  }
}

/// The words of CSA.
enum CSANames {
  private static let names = [
    "", "FU", "KY", "KE", "GI", "KI", "KA", "HI", "OU", "TO", "NY", "NK", "NG", "", "UM", "RY",
  ]

  static func name(of role: Role) -> String { names[Int(role.rawValue)] }

  static func role(of name: some StringProtocol) -> Role? {
    Role.allCases.first { self.name(of: $0) == name }
  }

  static func text(of end: GameRecord.End) -> String {
    switch end {
    case .resignation: "TORYO"
    case .checkmate: "TSUMI"
    case .sennichite: "SENNICHITE"
    case .impasse: "JISHOGI"
    case .declaration: "KACHI"
    case .noMate: "FUZUMI"
    case .declaredDraw: "HIKIWAKE"
    // CSA has no word for players who did not come: no game was played.
    case .interruption, .opponentAbsent, .absent: "CHUDAN"
    case .takeback: "MATTA"
    case .failure: "ERROR"
    case .timeUp: "TIME_UP"
    case .opponentIllegal, .illegalAct: "ILLEGAL_ACTION"
    case .illegal: "ILLEGAL_MOVE"
    }
  }
}

/// Reads statements of CSA, one after the other.
private struct CSAReader {
  var line = 0
  var record: GameRecord?
  private var setup = Setup()
  private var hasBoard = false
  private var facts = GameRecord(start: CSAReader.start)
  private var position = CSAReader.start

  private static let start: Position = {
    do { return try Position(Setup.start) } catch { preconditionFailure("\(error)") }
  }()

  private func fault(_ found: some StringProtocol, _ expected: String) -> GameRecordError {
    GameRecordError(line: line, found: String(found), expected: expected)
  }

  mutating func read(_ text: Substring) throws(GameRecordError) {
    guard let first = text.first else { return }
    if text.hasPrefix("'*") {
      note(String(text.dropFirst(2)))
      return
    }
    if first == "'" || first == "V" { return }
    if record == nil {
      try readFact(text, first)
    } else {
      try readMove(text, first)
    }
  }

  private mutating func note(_ comment: String) {
    guard let last = record?.entries.indices.last else {
      if record == nil { facts.comments.append(comment) } else { record?.comments.append(comment) }
      return
    }
    record?.entries[last].comments.append(comment)
  }

  private mutating func readFact(_ text: Substring, _ first: Character) throws(GameRecordError) {
    switch first {
    case "N":
      guard text.hasPrefix("N+") || text.hasPrefix("N-") else { throw fault(text, "N+ or N-") }
      let name = String(text.dropFirst(2))
      if text.hasPrefix("N+") { facts.blackName = name } else { facts.whiteName = name }
    case "$":
      let parts = text.dropFirst().split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw fault(text, "a name, ':' and a value") }
      facts.headers.append(.init(String(parts[0]), String(parts[1])))
    case "P":
      try readPieces(text.dropFirst())
    case "+", "-":
      guard text.count == 1 else { throw fault(text, "the side to move, + or -, before a move") }
      setup.turn = first == "+" ? .black : .white
      try finishStart(text)
    default:
      throw fault(text, "a statement of CSA")
    }
  }

  /// Checks the position and begins the moves.
  mutating func finishStart(_ found: some StringProtocol) throws(GameRecordError) {
    if record != nil { return }
    guard hasBoard else { throw fault(found, "a board (PI, P1 to P9 or P+ and P-)") }
    do {
      position = try Position(setup)
    } catch {
      throw fault(found, "a legal position: \(error)")
    }
    facts.start = position
    record = facts
  }

  private mutating func readPieces(_ text: Substring) throws(GameRecordError) {
    guard let kind = text.first else { throw fault(text, "PI, P1 to P9, P+ or P-") }
    hasBoard = true
    let rest = Array(text.dropFirst())
    switch kind {
    case "I":
      setup = Setup.start
      for start in stride(from: 0, to: rest.count, by: 4) {
        let entry = String(rest[start..<min(start + 4, rest.count)])
        guard let square = Square(digits: entry.prefix(2)), let old = setup[square],
          CSANames.role(of: entry.dropFirst(2)) == old.role
        else { throw fault(entry, "square and role of a piece to leave out") }
        setup[square] = nil
      }
    case "1"..."9":
      guard let rank = kind.wholeNumberValue, rest.count <= 27 else {
        throw fault(text, "nine squares of three characters")
      }
      for file in 1...9 {
        let start = (9 - file) * 3
        // Trailing blanks are often lost.
        let entry = start < rest.count ? String(rest[start..<min(start + 3, rest.count)]) : " * "
        let square = Square(file: file, rank: rank)
        if entry == " * " || entry == " *" || entry == "   " {
          setup[square] = nil
          continue
        }
        guard let color = Self.color(entry.first), let role = CSANames.role(of: entry.dropFirst())
        else { throw fault(entry, "' * ' or a piece such as +FU") }
        setup[square] = Piece(color, role)
      }
    case "+", "-":
      try readSinglePieces(rest, kind == "+" ? .black : .white)
    default:
      throw fault(text, "PI, P1 to P9, P+ or P-")
    }
  }

  private mutating func readSinglePieces(
    _ rest: [Character], _ color: Color
  ) throws(GameRecordError) {
    for start in stride(from: 0, to: rest.count, by: 4) {
      let entry = String(rest[start..<min(start + 4, rest.count)])
      if entry == "00AL" {
        for role in Role.droppable {
          let left = role.totalCount - setup.count(of: role)
          if left > 0 { setup[handOf: color][role] += left }
        }
        continue
      }
      guard let role = CSANames.role(of: entry.dropFirst(2)) else {
        throw fault(entry, "a square and a role, such as 00FU")
      }
      if entry.hasPrefix("00"), Role.droppable.contains(role) {
        guard setup[handOf: color][role] < role.totalCount else {
          throw fault(entry, "at most \(role.totalCount) such pieces")
        }
        setup[handOf: color][role] += 1
      } else if let square = Square(digits: entry.prefix(2)) {
        setup[square] = Piece(color, role)
      } else {
        throw fault(entry, "a square, or 00 for a piece in hand")
      }
    }
  }

  private static func color(_ sign: Character?) -> Color? {
    sign == "+" ? .black : sign == "-" ? .white : nil
  }

  private mutating func readMove(_ text: Substring, _ first: Character) throws(GameRecordError) {
    if record?.end != nil {
      guard first == "T", record?.endSeconds == nil else {
        throw fault(text, "nothing but one time after the end of the game")
      }
      guard let seconds = Self.seconds(text.dropFirst()) else {
        throw fault(text, "the seconds taken before the end")
      }
      record?.endSeconds = seconds
      return
    }
    switch first {
    case "T":
      guard let last = record?.entries.indices.last, let seconds = Self.seconds(text.dropFirst())
      else { throw fault(text, "the seconds taken for a move") }
      record?.entries[last].seconds = seconds
    case "%":
      try readEnd(text)
    case "+", "-":
      guard Self.color(first) == position.turn else {
        throw fault(text, "a move of the other side")
      }
      let parts = Array(text.dropFirst())
      guard parts.count == 6, let role = CSANames.role(of: String(parts[4...])),
        let target = Square(digits: String(parts[2..<4]))
      else { throw fault(text, "a move such as +7776FU") }
      let move = try move(text, from: String(parts[..<2]), to: target, role)
      try position.make(move, line: line, found: text)
      record?.entries.append(.init(move))
    default:
      throw fault(text, "a move, a time or the end of the game")
    }
  }

  /// Whole seconds; a fraction is left out.
  private static func seconds(_ text: Substring) -> Int? {
    let whole = text.prefix { $0 != "." }
    guard whole.count <= 8, let seconds = Int(whole), seconds >= 0 else { return nil }
    return seconds
  }

  private func move(
    _ text: Substring, from digits: String, to target: Square, _ role: Role
  ) throws(GameRecordError) -> Move {
    if digits == "00" {
      guard Role.droppable.contains(role) else { throw fault(text, "a piece that a hand may have") }
      return Move(dropping: role, on: target)
    }
    guard let origin = Square(digits: digits) else { throw fault(text, "a square or 00") }
    let old = position.piece(at: origin)?.role
    guard old == role || old?.promoted == role else {
      throw fault(text, "the role of the piece on \(digits)")
    }
    return Move(from: origin, to: target, promotes: old != role)
  }

  private mutating func readEnd(_ text: Substring) throws(GameRecordError) {
    let word = text.dropFirst()
    if word == "+ILLEGAL_ACTION" || word == "-ILLEGAL_ACTION" {
      let culprit: Color = word.first == "+" ? .black : .white
      record?.end = culprit == position.turn ? .illegalAct : .opponentIllegal
      return
    }
    guard word != "ILLEGAL_ACTION",
      let end = GameRecord.End.allCases.first(where: { CSANames.text(of: $0) == word })
    else { throw fault(text, "a known end of the game, such as %TORYO") }
    record?.end = end
  }
}
