public import GameProtocol

/// A line of extended position description: a position and operations such as `bm Nf3;`.
///
/// Source: S. Edwards, "Portable Game Notation Specification and Implementation Guide", 1994,
/// section 16.2.
public struct EPD: Hashable, Sendable {
  /// One operand.
  public enum Operand: Hashable, Sendable {
    /// Text in quotation marks.
    case quoted(String)
    /// A number, a move or another word.
    case word(String)

    /// The text without quotation marks.
    public var text: String {
      switch self {
      case .quoted(let text), .word(let text): text
      }
    }
  }

  /// An opcode and its operands.
  public struct Operation: Hashable, Sendable {
    /// What the operation says, such as `bm` for best moves.
    public var opcode: String
    /// What it says it of.
    public var operands: [Operand]

    /// Makes an operation.
    public init(_ opcode: String, _ operands: [Operand] = []) {
      self.opcode = opcode
      self.operands = operands
    }
  }

  /// The position; its counters are those of the operations `hmvc` and `fmvn`, if there.
  public var position: Position
  /// The operations in the order of the text.
  public var operations: [Operation]

  /// Makes a line.
  public init(_ position: Position, operations: [Operation] = []) {
    self.position = position
    self.operations = operations
  }

  /// The operands of an operation, or `nil` if the line has no such operation.
  public subscript(opcode: String) -> [Operand]? {
    operations.first { $0.opcode == opcode }?.operands
  }

  /// The moves that an operation such as `bm`, `am` or `pm` names.
  ///
  /// - Parameter opcode: The operation.
  /// - Returns: The moves in the order of the text; none if the line has no such operation.
  /// - Throws: `NotationError` if an operand is no legal move.
  public func moves(of opcode: String) throws(NotationError) -> [Move] {
    var moves: [Move] = []
    for operand in self[opcode] ?? [] {
      moves.append(try position.move(san: operand.text, reading: .lenient))
    }
    return moves
  }

  /// Reads a line: four fields as in FEN, then operations that each end with a semicolon.
  ///
  /// - Parameter text: The line, without its end.
  /// - Throws: `NotationError` with the place of the fault.
  public init(_ text: String) throws(NotationError) {
    var reader = FENReader(text)
    try reader.readBoard()
    try reader.expectSpace(before: "the side to move")
    try reader.readTurn()
    try reader.expectSpace(before: "castling rights")
    try reader.readCastling()
    try reader.expectSpace(before: "the en-passant square")
    try reader.readEnPassant()
    operations = try reader.readOperations()
    for operation in operations {
      guard operation.opcode == "hmvc" || operation.opcode == "fmvn" else { continue }
      guard let word = operation.operands.first?.text, let number = Int(word), number >= 0 else {
        throw NotationError(found: text, expected: "a number after \(operation.opcode)")
      }
      if operation.opcode == "hmvc" {
        reader.setup.halfmoves = number
      } else {
        reader.setup.fullmoves = number
      }
    }
    position = try Position(reader.setup, text: text)
  }

  /// The line as text.
  public var text: String {
    operations.reduce(into: position.fourFields(castling: .xfen)) { text, operation in
      text += " " + operation.opcode
      for operand in operation.operands {
        switch operand {
        case .word(let word): text += " " + word
        case .quoted(let quoted): text += " \"\(quoted)\""
        }
      }
      text += ";"
    }
  }
}

extension FENReader {
  /// Reads operations up to the end of the text.
  mutating func readOperations() throws(NotationError) -> [EPD.Operation] {
    var operations: [EPD.Operation] = []
    while current != nil {
      guard current == UInt8(ascii: " ") else { throw fault("a space and an operation") }
      skipSpaces()
      if current == nil { break }
      operations.append(try readOperation())
    }
    return operations
  }

  private mutating func skipSpaces() {
    while current == UInt8(ascii: " ") { offset += 1 }
  }

  private mutating func readOperation() throws(NotationError) -> EPD.Operation {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard let first = current, letters.contains(first | 0x20) else { throw fault("an opcode") }
    var operation = EPD.Operation(readWord())
    while true {
      skipSpaces()
      switch current {
      case UInt8(ascii: ";"):
        offset += 1
        return operation
      case UInt8(ascii: "\""):
        operation.operands.append(.quoted(try readQuoted()))
      case nil:
        throw fault("';' at the end of an operation")
      default:
        operation.operands.append(.word(readWord()))
      }
    }
  }

  private mutating func readWord() -> String {
    let start = offset
    while let byte = current, byte != UInt8(ascii: " "), byte != UInt8(ascii: ";") { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func readQuoted() throws(NotationError) -> String {
    let start = offset + 1
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else {
      throw fault("a closing quotation mark")
    }
    offset = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
