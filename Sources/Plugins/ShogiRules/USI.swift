public import GameProtocol

extension Move {
  /// The move in USI, such as `7g7f`, `8h2b+` or `P*5e`.
  public var usi: String {
    if let dropped { return "\(dropped.letter)*\(target.name)" }
    return Square(originIndex).name + target.name + (promotes ? "+" : "")
  }

  /// Reads a move of USI, whatever the position.
  ///
  /// - Parameter usi: The text, exactly as USI writes it.
  /// - Throws: `NotationError` with the place of the fault.
  public init(usi: String) throws(NotationError) {
    let bytes = Array(usi.utf8)
    guard bytes.count == 4 || bytes.count == 5 else {
      throw NotationError(found: usi, expected: "a move such as 7g7f, 8h2b+ or P*5e")
    }
    guard let target = Square(fileDigit: bytes[2], rankLetter: bytes[3]) else {
      throw NotationError(found: usi, expected: "a square from 1a to 9i", offset: 2)
    }
    if bytes[1] == UInt8(ascii: "*") {
      guard let role = Role(letter: bytes[0]), role != .king else {
        throw NotationError(found: usi, expected: "a piece P, L, N, S, G, B or R", offset: 0)
      }
      guard bytes.count == 4 else {
        throw NotationError(found: usi, expected: "the end of the text", offset: 4)
      }
      self.init(dropping: role, on: target)
      return
    }
    guard let origin = Square(fileDigit: bytes[0], rankLetter: bytes[1]) else {
      throw NotationError(found: usi, expected: "a square from 1a to 9i", offset: 0)
    }
    if bytes.count == 5, bytes[4] != UInt8(ascii: "+") {
      throw NotationError(found: usi, expected: "'+' or the end of the text", offset: 4)
    }
    self.init(from: origin, to: target, promotes: bytes.count == 5)
  }
}

extension Position {
  /// The legal move that a USI text names.
  ///
  /// - Parameter usi: The text, exactly as USI writes it.
  /// - Returns: The move.
  /// - Throws: `NotationError` if the text is no move or the move is illegal here, with the rule that
  ///   forbids it.
  public func move(usi: String) throws(NotationError) -> Move {
    let move = try Move(usi: usi)
    if let reason = objection(to: move) {
      throw NotationError(found: usi, expected: "a legal move: \(reason.text)")
    }
    return move
  }
}
