public import GameProtocol

/// A game record of the portable game notation: tags, moves with variations and comments, a result.
///
/// Source: S. Edwards, "Portable Game Notation Specification and Implementation Guide", 1994.
public struct PGN: Hashable, Sendable {
  /// A name and a value of the head of a game.
  public struct Tag: Hashable, Sendable {
    /// The name, such as `White`.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a tag.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How a game ended, as its last token says.
  public enum Result: String, Hashable, Sendable, CaseIterable {
    /// White won.
    case white = "1-0"
    /// Black won.
    case black = "0-1"
    /// Neither won.
    case draw = "1/2-1/2"
    /// The game goes on, or nobody knows.
    case unknown = "*"
  }

  /// A move and what is written about it.
  public struct Turn: Hashable, Sendable {
    /// The move.
    public var move: Move
    /// Numbers of glyphs: 1 is `!`, 2 `?`, 3 `!!`, 4 `??`, 5 `!?`, 6 `?!`; up to 255.
    public var glyphs: [UInt8]
    /// Comments after the move, with their commands such as `[%clk 0:03:10]`.
    public var comments: [String]
    /// Lines that could have been played instead of the move.
    public var variations: [Line]

    /// Makes a turn.
    public init(
      _ move: Move, glyphs: [UInt8] = [], comments: [String] = [], variations: [Line] = []
    ) {
      self.move = move
      self.glyphs = glyphs
      self.comments = comments
      self.variations = variations
    }
  }

  /// Moves one after the other.
  public struct Line: Hashable, Sendable {
    /// Comments before the first move.
    public var comments: [String]
    /// The moves.
    public var turns: [Turn]

    /// Makes a line.
    public init(comments: [String] = [], _ turns: [Turn] = []) {
      self.comments = comments
      self.turns = turns
    }
  }

  /// The tags in the order of the text.
  public var tags: [Tag]
  /// The moves that were played.
  public var line: Line
  /// How the game ended.
  public var result: Result

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - tags: What is known about the game; a start of its own is given by the tag `FEN`.
  ///   - line: The moves that were played.
  ///   - result: How the game ended.
  public init(tags: [Tag] = [], line: Line = Line(), result: Result = .unknown) {
    self.tags = tags
    self.line = line
    self.result = result
  }

  /// The value of the first tag of a name.
  public subscript(name: String) -> String? { tags.first { $0.name == name }?.value }

  /// The position from which the moves start: that of the tag `FEN`, or the orthodox one.
  ///
  /// - Returns: The position.
  /// - Throws: `NotationError` if the tag is no legal position.
  public func start() throws(NotationError) -> Position {
    if let fen = self["FEN"] { return try Position(fen: fen) }
    return try Position(.chess960(518), text: "the usual start")
  }

  /// Why the game is over, as far as position and result tell.
  ///
  /// A result that the board does not give is the players' own: a win without mate is a resignation, a
  /// draw that no rule demands or allows to claim is an agreement.
  ///
  /// - Returns: The reason, or `nil` for a game that is not over.
  /// - Throws: `NotationError` if the start or a move is illegal.
  public func outcome() throws(NotationError) -> Outcome? {
    var position = try start()
    var keys = [position.key]
    for turn in line.turns {
      position = try position.checked(turn.move)
      keys.append(position.key)
    }
    if position.legalMoveCount == 0 { return position.isCheck ? .checkmate : .stalemate }
    if position.isInsufficientMaterial { return .insufficientMaterial }
    let occurrences = keys.count { $0 == position.key }
    if occurrences >= 5 { return .fivefoldRepetition }
    if position.halfmoves >= 150 { return .seventyFiveMoves }
    if result == .draw, occurrences >= 3 { return .threefoldRepetition }
    if result == .draw, position.halfmoves >= 100 { return .fiftyMoves }
    switch result {
    case .white, .black: return .resignation
    case .draw: return .agreement
    case .unknown: return nil
    }
  }
}

extension Position {
  /// The position after a move of a record.
  ///
  /// - Throws: `NotationError` if the move is illegal.
  func checked(_ move: Move) throws(NotationError) -> Position {
    if legalMoves.contains(move) { return making(move) }
    throw NotationError(found: uci(move, isChess960: true), expected: "a legal move in \(fen)")
  }
}

extension PGN.Turn {
  /// The text of a command in the comments, such as `0:03:10` for `clk` in `[%clk 0:03:10]`.
  ///
  /// - Parameter name: The command's name without the percent sign.
  /// - Returns: What stands between name and bracket, or `nil` if there is no such command.
  public func command(_ name: String) -> String? {
    let opening = Array("[%\(name) ".utf8)
    for comment in comments {
      let bytes = Array(comment.utf8)
      var index = 0
      while index + opening.count <= bytes.count {
        if bytes[index..<index + opening.count].elementsEqual(opening),
          let end = bytes[index...].firstIndex(of: UInt8(ascii: "]"))
        {
          return String(decoding: bytes[(index + opening.count)..<end], as: UTF8.self)
        }
        index += 1
      }
    }
    return nil
  }

  /// The time left on the mover's clock after the move, in seconds, where a comment tells.
  public var clock: Double? {
    guard let text = command("clk") else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2]
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }
}
