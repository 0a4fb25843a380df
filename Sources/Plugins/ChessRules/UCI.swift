public import GameProtocol

extension Position {
  /// A move as the UCI protocol writes it, such as `e2e4` or `a7a8q`.
  ///
  /// - Parameters:
  ///   - move: A legal move.
  ///   - isChess960: Whether castling is written as king takes rook instead of the king's two steps.
  /// - Returns: The text.
  public func uci(_ move: Move, isChess960: Bool = false) -> String {
    let target = move.isCastling && !isChess960 ? move.kingTarget : move.target
    let promotion = move.promotion.map { $0.letter.lowercased() } ?? ""
    return move.origin.name + target.name + promotion
  }

  /// The legal move that a text of the UCI protocol names.
  ///
  /// - Parameters:
  ///   - uci: Exactly what `uci(_:isChess960:)` writes.
  ///   - isChess960: Whether castling is written as king takes rook.
  /// - Returns: The move.
  /// - Throws: `NotationError` if the text names no move or one that is illegal here.
  public func move(uci: String, isChess960: Bool = false) throws(NotationError) -> Move {
    let bytes = Array(uci.utf8.prefix(6))
    let wellFormed = "two squares and, for a promotion, one of n, b, r, q"
    guard bytes.count == 4 || bytes.count == 5,
      let origin = Square(fileLetter: bytes[0], rankDigit: bytes[1]),
      let target = Square(fileLetter: bytes[2], rankDigit: bytes[3])
    else { throw NotationError(found: uci, expected: wellFormed) }
    var promotion: Role?
    if bytes.count == 5 {
      promotion = Role(letter: bytes[4])
      if bytes[4] & 0x20 == 0 || promotion == nil || promotion == .pawn || promotion == .king {
        throw NotationError(found: uci, expected: wellFormed, offset: 4)
      }
    }
    for move in legalMoves where move.origin == origin && move.promotion == promotion {
      let written = move.isCastling && !isChess960 ? move.kingTarget : move.target
      if written == target { return move }
    }
    throw NotationError(found: uci, expected: illegality(origin, target, promotion, isChess960))
  }

  /// Why no legal move has these squares, for an error text.
  private func illegality(
    _ origin: Square, _ target: Square, _ promotion: Role?, _ isChess960: Bool
  ) -> String {
    guard let piece = piece(at: origin), piece.color == turn else {
      let side = turn == .white ? "White" : "Black"
      return "a legal move: \(side) has no piece on \(origin.name)"
    }
    let moves = legalMoves.filter { $0.origin == origin }
    // Castling in the form of the other kind of chess.
    if promotion == nil,
      let castling = moves.first(where: {
        $0.isCastling && target == (isChess960 ? $0.kingTarget : $0.target)
      })
    {
      return "\(uci(castling, isChess960: isChess960)) for castling"
    }
    if moves.contains(where: { $0.target == target && !$0.isCastling }) {
      return promotion == nil ? "a promotion to n, b, r or q" : "a move without promotion"
    }
    return isCheck ? "a legal move (the king is in check)" : "a legal move"
  }
}
