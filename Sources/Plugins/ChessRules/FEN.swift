public import GameProtocol

/// How castling rights are written in FEN; every form is read.
public enum CastlingNotation: Hashable, Sendable {
  /// `KQkq`, and the file of the rook where another rook stands further out (X-FEN).
  case xfen
  /// The files of the rooks, such as `HAha`.
  case shredder
}

extension Setup {
  /// Reads a FEN with all six fields, each separated from the next by one space.
  ///
  /// Castling rights may be written as `KQkq` (the outermost rook on that side) or by the files of the
  /// rooks.
  ///
  /// - Parameter fen: The text.
  /// - Throws: `NotationError` with the place of the fault.
  public init(fen: String) throws(NotationError) {
    var reader = FENReader(fen)
    try reader.readBoard()
    try reader.expectSpace(before: "the side to move")
    try reader.readTurn()
    try reader.expectSpace(before: "castling rights")
    try reader.readCastling()
    try reader.expectSpace(before: "the en-passant square")
    try reader.readEnPassant()
    try reader.expectSpace(before: "the halfmove clock")
    reader.setup.halfmoves = try reader.readNumber("the halfmove clock", from: 0)
    try reader.expectSpace(before: "the move number")
    reader.setup.fullmoves = try reader.readNumber("the move number", from: 1)
    try reader.expectEnd()
    self = reader.setup
  }
}

extension Position {
  /// Reads and checks a FEN.
  ///
  /// - Parameter fen: The text, in the form that `Setup.init(fen:)` reads.
  /// - Throws: `NotationError` that names the place of a fault, or every rule that is broken.
  public init(fen: String) throws(NotationError) {
    try self.init(Setup(fen: fen), text: fen)
  }

  /// Checks a setup that was read from a text.
  init(_ setup: Setup, text: String) throws(NotationError) {
    do {
      try self.init(setup)
    } catch {
      throw NotationError(found: text, expected: "a legal position: \(error)")
    }
  }

  /// The position as FEN.
  ///
  /// The en-passant square is written only if a legal capture goes there.
  public var fen: String { fen(castling: .xfen) }

  /// The position as FEN with a choice of how castling rights are written.
  public func fen(castling notation: CastlingNotation) -> String {
    "\(fourFields(castling: notation)) \(halfmoveCount) \(fullmoveCount)"
  }

  /// The fields that FEN and EPD share.
  func fourFields(castling notation: CastlingNotation) -> String {
    let side = turn == .white ? "w" : "b"
    let rights = castlingField(notation)
    return "\(boardField) \(side) \(rights) \(enPassant?.name ?? "-")"
  }

  private var boardField: String {
    var text = ""
    for rank in (0..<8).reversed() {
      var gap = 0
      for file in 0..<8 {
        guard let piece = piece(at: Square(file: file, rank: rank)) else {
          gap += 1
          continue
        }
        if gap > 0 { text += String(gap) }
        gap = 0
        text.append(piece.letter)
      }
      if gap > 0 { text += String(gap) }
      if rank > 0 { text += "/" }
    }
    return text
  }

  private func castlingField(_ notation: CastlingNotation) -> String {
    var bytes: [UInt8] = []
    for color in Color.allCases {
      let own = placement.squares(of: color)
      let king = (placement.kings & own).first
      let backRank = Bitboard.rank(color == .white ? 0 : 7)
      // The king's side comes first.
      var rights = castlingRooks(of: color)
      rights.reverse()
      for rook in rights {
        let isKingSide = rook > king
        let beyond = Bitboard(
          isKingSide
            ? ~(Bitboard(rook).bits | (Bitboard(rook).bits &- 1)) : Bitboard(rook).bits &- 1)
        let isOutermost = (placement.rooks & own & backRank & beyond).isEmpty
        let upper: UInt8 =
          notation == .xfen && isOutermost
          ? UInt8(ascii: isKingSide ? "K" : "Q") : UInt8(ascii: "A") + UInt8(rook.file)
        bytes.append(color == .white ? upper : upper | 0x20)
      }
    }
    return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
  }
}

/// Reads the fields of FEN and EPD from left to right.
struct FENReader: FieldReader {
  let text: String
  let bytes: [UInt8]
  var offset = 0
  var setup = Setup()

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func readBoard() throws(NotationError) {
    for rank in (0..<8).reversed() {
      var file = 0
      var previousWasDigit = false
      while file < 8 {
        guard let byte = current else { throw fault("a piece or a number of empty squares") }
        if let piece = Piece(letter: byte) {
          setup[Square(file: file, rank: rank)] = piece
          file += 1
          previousWasDigit = false
        } else if (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(byte), !previousWasDigit {
          file += Int(byte - UInt8(ascii: "0"))
          if file > 8 { throw fault("at most \(8 - file + Int(byte - UInt8(ascii: "0"))) squares") }
          previousWasDigit = true
        } else {
          throw fault("a piece or a number of empty squares")
        }
        offset += 1
      }
      if rank > 0 {
        guard current == UInt8(ascii: "/") else { throw fault("'/' after eight squares") }
        offset += 1
      }
    }
  }

  mutating func readTurn() throws(NotationError) {
    switch current {
    case UInt8(ascii: "w"): setup.turn = .white
    case UInt8(ascii: "b"): setup.turn = .black
    default: throw fault("'w' or 'b'")
    }
    offset += 1
  }

  mutating func readCastling() throws(NotationError) {
    if current == UInt8(ascii: "-") {
      offset += 1
      return
    }
    let start = offset
    var sawBlack = false
    while let byte = current, byte != UInt8(ascii: " ") {
      let isBlack = byte & 0x20 != 0
      guard !sawBlack || isBlack else { throw fault("White's castling rights before Black's") }
      sawBlack = isBlack
      guard let rook = castlingRook(of: byte, isBlack ? .black : .white) else {
        throw fault("a castling right, K, Q or a file, with its king and rook on the back rank")
      }
      guard !setup.castlingRooks.contains(rook) else { throw fault("each castling right once") }
      setup.castlingRooks |= Bitboard(rook)
      offset += 1
    }
    if offset == start { throw fault("castling rights or '-'") }
  }

  /// The rook that a letter of the castling field names.
  private func castlingRook(of byte: UInt8, _ color: Color) -> Square? {
    let own = setup.placement.squares(of: color)
    let backRank = Bitboard.rank(color == .white ? 0 : 7)
    let king = setup.placement.kings & own & backRank
    guard king.count == 1 else { return nil }
    let rooks = setup.placement.rooks & own & backRank
    switch byte | 0x20 {
    case UInt8(ascii: "k"):
      let east = rooks & Bitboard(~(king.bits | (king.bits &- 1)))
      return east.isEmpty ? nil : Square(63 - east.bits.leadingZeroBitCount)
    case UInt8(ascii: "q"):
      let west = rooks & Bitboard(king.bits &- 1)
      return west.isEmpty ? nil : west.first
    case UInt8(ascii: "a")...UInt8(ascii: "h"):
      let file = Int((byte | 0x20) - UInt8(ascii: "a"))
      let square = Square(file: file, rank: color == .white ? 0 : 7)
      return rooks.contains(square) ? square : nil
    default:
      return nil
    }
  }

  mutating func readEnPassant() throws(NotationError) {
    if current == UInt8(ascii: "-") {
      offset += 1
      return
    }
    guard offset + 1 < bytes.count,
      let square = Square(fileLetter: bytes[offset], rankDigit: bytes[offset + 1])
    else { throw fault("an en-passant square or '-'") }
    setup.enPassant = square
    offset += 2
  }
}
