public import GameProtocol

extension Setup {
  /// Reads an SFEN with all four fields, each separated from the next by one space.
  ///
  /// Hands are written Black's first, each in the order rook, bishop, gold, silver, knight, lance,
  /// pawn, with a count from 2 before the letter; `-` is for two empty hands.
  ///
  /// - Parameter sfen: The text, without the word `sfen`.
  /// - Throws: `NotationError` with the place of the fault.
  public init(sfen: String) throws(NotationError) {
    var reader = SFENReader(sfen)
    try reader.readBoard()
    try reader.expectSpace(before: "the side to move")
    try reader.readTurn()
    try reader.expectSpace(before: "the hands")
    try reader.readHands()
    try reader.expectSpace(before: "the move number")
    reader.setup.moveNumber = try reader.readNumber("the move number", from: 1)
    try reader.expectEnd()
    self = reader.setup
  }
}

extension Position {
  /// Reads and checks an SFEN.
  ///
  /// - Parameter sfen: The text, in the form that `Setup.init(sfen:)` reads.
  /// - Throws: `NotationError` that names the place of a fault, or every rule that is broken.
  public init(sfen: String) throws(NotationError) {
    let setup = try Setup(sfen: sfen)
    do {
      try self.init(setup)
    } catch {
      throw NotationError(found: sfen, expected: "a legal position: \(error)")
    }
  }

  /// The position as SFEN.
  public var sfen: String {
    var text = ""
    for rank in 1...9 {
      var gap = 0
      for file in (1...9).reversed() {
        guard let piece = piece(at: Square(file: file, rank: rank)) else {
          gap += 1
          continue
        }
        if gap > 0 { text += String(gap) }
        gap = 0
        text += piece.text
      }
      if gap > 0 { text += String(gap) }
      if rank < 9 { text += "/" }
    }
    return "\(text) \(turn == .black ? "b" : "w") \(handField) \(moveNumber)"
  }

  private var handField: String {
    var text = ""
    for color in Color.allCases {
      for role in Role.droppable.reversed() {
        let count = hand(of: color)[role]
        if count > 1 { text += String(count) }
        if count > 0 { text += Piece(color, role).text }
      }
    }
    return text.isEmpty ? "-" : text
  }
}

/// Reads the fields of SFEN from left to right.
private struct SFENReader: FieldReader {
  let text: String
  let bytes: [UInt8]
  var offset = 0
  var setup = Setup()

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// The piece that a letter names; lower case is White's.
  private func piece(_ byte: UInt8?) -> Piece? {
    guard let byte, let role = Role(letter: byte & ~0x20) else { return nil }
    return Piece(byte & 0x20 == 0 ? .black : .white, role)
  }

  mutating func readBoard() throws(NotationError) {
    for rank in 1...9 {
      var file = 9
      var previousWasDigit = false
      while file > 0 {
        guard let byte = current else { throw fault("a piece or a number of empty squares") }
        if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(byte), !previousWasDigit {
          let gap = Int(byte - UInt8(ascii: "0"))
          guard gap <= file else { throw fault("at most \(file) squares") }
          file -= gap
          previousWasDigit = true
        } else {
          let isPromoted = byte == UInt8(ascii: "+")
          if isPromoted { offset += 1 }
          guard var piece = piece(current) else {
            throw fault(isPromoted ? "a piece" : "a piece or a number of empty squares")
          }
          if isPromoted {
            guard let promoted = piece.role.promoted else { throw fault("a piece that promotes") }
            piece.role = promoted
          }
          setup[Square(file: file, rank: rank)] = piece
          file -= 1
          previousWasDigit = false
        }
        offset += 1
      }
      if rank < 9 {
        guard current == UInt8(ascii: "/") else { throw fault("'/' after nine squares") }
        offset += 1
      }
    }
  }

  mutating func readTurn() throws(NotationError) {
    switch current {
    case UInt8(ascii: "b"): setup.turn = .black
    case UInt8(ascii: "w"): setup.turn = .white
    default: throw fault("'b' or 'w'")
    }
    offset += 1
  }

  mutating func readHands() throws(NotationError) {
    if current == UInt8(ascii: "-") {
      offset += 1
      return
    }
    // Falls with each entry: Black before White, the rook first.
    var previous = 16
    while let byte = current, byte != UInt8(ascii: " ") {
      let start = offset
      var count = 0
      while let digit = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
        count = count * 10 + Int(digit - UInt8(ascii: "0"))
        if count == 0 || count > 18 { throw fault("a count from 2 to 18") }
        offset += 1
      }
      if offset > start, count < 2 {
        offset = start
        throw fault("a count from 2 to 18")
      }
      guard let piece = piece(current), piece.role != .king else {
        throw fault("a piece in hand, R, B, G, S, N, L or P")
      }
      let order = (piece.color == .black ? 8 : 0) + Int(piece.role.rawValue)
      guard order < previous else {
        throw fault("hands in the order RBGSNLP, Black's first, each piece once")
      }
      previous = order
      guard max(count, 1) <= piece.role.totalCount else {
        throw fault("at most \(piece.role.totalCount) of this piece")
      }
      setup[handOf: piece.color][piece.role] = max(count, 1)
      offset += 1
    }
    if previous == 16 { throw fault("pieces in hand or '-'") }
  }
}
