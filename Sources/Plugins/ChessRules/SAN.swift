public import GameProtocol

/// How exactly a move text must follow the standard.
public enum SANReading: Hashable, Sendable {
  /// Only the text that the standard prescribes for writing.
  case strict
  /// Also what the standard allows for reading: missing or needless check marks, needless origins,
  /// `0-0`, promotion without `=`, a dash before the target, `P` for pawns, and `!` or `?` after it.
  case lenient
}

extension Position {
  /// A move in standard algebraic notation, such as `Nbd7`, `exd8=Q+` or `O-O`.
  ///
  /// - Parameter move: A legal move.
  /// - Returns: The text, with `+` for a check and `#` for mate.
  ///
  /// Source: S. Edwards, "Portable Game Notation Specification and Implementation Guide", 1994,
  /// section 8.2.3.
  public func san(_ move: Move) -> String {
    let next = making(move)
    let suffix = next.isCheck ? (next.legalMoveCount == 0 ? "#" : "+") : ""
    return sanBody(move) + suffix
  }

  private func sanBody(_ move: Move) -> String {
    if move.isCastling { return move.target > move.origin ? "O-O" : "O-O-O" }
    guard let piece = piece(at: move.origin) else { return "" }
    let takes = move.isEnPassant || placement.occupied.contains(move.target)
    if piece.role == .pawn {
      let origin = takes ? "\(move.origin.name.prefix(1))x" : ""
      let promotion = move.promotion.map { "=\($0.letter)" } ?? ""
      return origin + move.target.name + promotion
    }
    return
      "\(piece.role.letter)\(origin(of: move, piece.role))\(takes ? "x" : "")\(move.target.name)"
  }

  /// As much of a move's origin as is needed to tell it from the other moves of such pieces: nothing,
  /// the file, the rank, or both.
  private func origin(of move: Move, _ role: Role) -> String {
    let rivals = legalMoves.filter {
      $0.target == move.target && $0.origin != move.origin && !$0.isCastling
        && placement.squares(of: role).contains($0.origin)
    }
    if rivals.isEmpty { return "" }
    let name = move.origin.name
    if !rivals.contains(where: { $0.origin.file == move.origin.file }) {
      return String(name.prefix(1))
    }
    if !rivals.contains(where: { $0.origin.rank == move.origin.rank }) {
      return String(name.suffix(1))
    }
    return name
  }

  /// The legal move that a text in standard algebraic notation names.
  ///
  /// - Parameters:
  ///   - san: The text.
  ///   - reading: How exactly it must follow the standard.
  /// - Returns: The move.
  /// - Throws: `NotationError` if the text names no legal move, or several, or is not written as the
  ///   standard says.
  public func move(
    san: String, reading: SANReading = .strict
  ) throws(NotationError) -> Move {
    guard let pattern = SANPattern(san, isLenient: reading == .lenient) else {
      throw NotationError(found: san, expected: "a move such as e4, Nbd7, exd8=Q+ or O-O")
    }
    let matches = legalMoves.filter { pattern.matches($0, in: self) }
    guard let move = matches.first else {
      throw NotationError(
        found: san, expected: isCheck ? "a legal move (the king is in check)" : "a legal move")
    }
    if matches.count > 1 {
      let choices = matches.map { self.san($0) }.sorted().joined(separator: ", ")
      throw NotationError(found: san, expected: "one of \(choices)")
    }
    if reading == .strict {
      let exact = self.san(move)
      if exact != san { throw NotationError(found: san, expected: exact) }
    }
    return move
  }
}

extension ChessState {
  /// The action in standard algebraic notation.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: The text, such as `Nf3`.
  public func san(for action: Action) -> String { position.san(move(for: action)) }

  /// The legal action that a text in standard algebraic notation names.
  ///
  /// - Parameters:
  ///   - san: The text.
  ///   - reading: How exactly it must follow the standard.
  /// - Returns: The action.
  /// - Throws: `NotationError` as `Position.move(san:reading:)` does, or because the game is over.
  public func action(
    san: String, reading: SANReading = .strict
  ) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: san, expected: "game over") }
    return action(for: try position.move(san: san, reading: reading))
  }
}

/// What a move text says about the move.
private struct SANPattern {
  private var role = Role.pawn
  private var target: Square?
  private var file: Int?
  private var rank: Int?
  private var promotion: Role?
  /// Whether the king castles to the g-file, if it castles.
  private var castlesKingSide: Bool?

  /// Takes a text apart, from its end to its beginning; fails if it has another form.
  init?(_ san: String, isLenient: Bool) {
    var rest = Array(san.utf8.prefix(16))[...]
    if isLenient {
      while rest.last == UInt8(ascii: "!") || rest.last == UInt8(ascii: "?") { rest.removeLast() }
    }
    if rest.last == UInt8(ascii: "+") || rest.last == UInt8(ascii: "#") { rest.removeLast() }
    if readCastling(rest, isLenient: isLenient) { return }
    guard readPromotion(&rest, isLenient: isLenient), rest.count >= 2 else { return nil }
    let rankDigit = rest.removeLast()
    let fileLetter = rest.removeLast()
    guard let target = Square(fileLetter: fileLetter, rankDigit: rankDigit) else { return nil }
    self.target = target
    if rest.last == UInt8(ascii: "x") || (isLenient && rest.last == UInt8(ascii: "-")) {
      rest.removeLast()
    }
    if let byte = rest.last, (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(byte) {
      rank = Int(byte - UInt8(ascii: "1"))
      rest.removeLast()
    }
    if let byte = rest.last, (UInt8(ascii: "a")...UInt8(ascii: "h")).contains(byte) {
      file = Int(byte - UInt8(ascii: "a"))
      rest.removeLast()
    }
    if let byte = rest.last {
      guard rest.count == 1, byte & 0x20 == 0, let role = Role(letter: byte),
        role != .pawn || isLenient
      else { return nil }
      self.role = role
    }
  }

  private mutating func readCastling(_ text: ArraySlice<UInt8>, isLenient: Bool) -> Bool {
    let letters = text.map { isLenient && $0 == UInt8(ascii: "0") ? UInt8(ascii: "O") : $0 }
    if letters.elementsEqual("O-O".utf8) {
      castlesKingSide = true
    } else if letters.elementsEqual("O-O-O".utf8) {
      castlesKingSide = false
    }
    return castlesKingSide != nil
  }

  /// Takes a promotion off the end of a text; fails if there is one to no possible piece.
  private mutating func readPromotion(_ text: inout ArraySlice<UInt8>, isLenient: Bool) -> Bool {
    guard let byte = text.last, byte & 0x20 == 0, let role = Role(letter: byte) else { return true }
    guard role != .pawn, role != .king else { return false }
    text.removeLast()
    promotion = role
    if text.last == UInt8(ascii: "=") {
      text.removeLast()
      return true
    }
    return isLenient
  }

  func matches(_ move: Move, in position: Position) -> Bool {
    if let castlesKingSide {
      return move.isCastling && (move.target > move.origin) == castlesKingSide
    }
    return !move.isCastling && move.target == target && move.promotion == promotion
      && position.piece(at: move.origin)?.role == role
      && (file == nil || file == move.origin.file) && (rank == nil || rank == move.origin.rank)
  }
}

extension ChessState: AlternativeNotations {
  /// Standard algebraic notation.
  public static var alternativeNotations: [String] { ["san"] }

  /// The action in standard algebraic notation.
  public func notation(for action: Action, named name: String) -> String { san(for: action) }

  /// The legal action that a text in standard algebraic notation names, which may be written with the
  /// freedom that the standard allows for reading.
  public func action(for notation: String, named name: String) throws(NotationError) -> Action {
    try action(san: notation, reading: .lenient)
  }
}
