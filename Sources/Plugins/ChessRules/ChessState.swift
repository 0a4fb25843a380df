public import GameProtocol

/// A game of chess as far as it has been played.
///
/// States are equal when their positions are (see `Position`) and both games go on or are over for the
/// same reason. What came before, and how long ago a pawn moved, is not compared, although an
/// observation shows it and draws depend on it.
///
/// All that the rules and eight steps of history need lies in the value itself, so that a copy touches
/// no reference count but one that never changes.
public struct ChessState: GameState, PerftCounting {
  /// The part of a game's parameters that play depends on.
  struct Rules: Hashable, Sendable {
    var isChess960: Bool
    var claimsDraws: Bool
    var hasLongHistory: Bool
  }

  /// How a game stands.
  enum Status: UInt8, Sendable {
    case goesOn, checkmate, stalemate, insufficientMaterial, fivefold, seventyFive, threefold, fifty
    case tooLong
  }

  /// An earlier position of a game with a long history.
  struct Snapshot: Sendable {
    var placement: Placement
    var repetitions: UInt8
  }

  /// The most plies of a game from its given start.
  static let lengthLimit = 512

  /// The position on the board.
  public private(set) var position: Position
  let rules: Rules
  var status = Status.goesOn
  /// Plies played from the given start.
  var plyCount: Int { Int(plies) }
  private var plies: UInt16 = 0
  /// Two bits a step, the present lowest: how often the position had occurred before, at most 2.
  private(set) var repetitionBits: UInt16 = 0
  /// The placement after `n` plies is at `n % 8`, for the last seven `n` before the present.
  private var recent = InlineArray<8, Placement>(repeating: Placement())
  private var reversible: ReversibleMoves
  /// Every earlier position, if the history is long; else empty.
  private var log: [Snapshot] = []

  /// Makes the start of a game.
  init(_ position: Position, rules: Rules) {
    self.position = position
    self.rules = rules
    reversible = ReversibleMoves(position)
    status = judge(occurrences: 0, hasMoves: position.legalMoveCount > 0)
  }

  // MARK: Play

  /// White is `first`.
  public var playerToMove: Player { position.turn == .white ? .first : .second }

  /// Whether the game is over.
  public var isTerminal: Bool { status != .goesOn }

  /// Why the game is over, or `nil` while it goes on.
  ///
  /// If several reasons apply at once, the first of this order is named: checkmate, stalemate,
  /// insufficient material, fivefold repetition, 75 moves, threefold repetition, 50 moves, length.
  public var outcome: Outcome? {
    switch status {
    case .goesOn: nil
    case .checkmate: .checkmate
    case .stalemate: .stalemate
    case .insufficientMaterial: .insufficientMaterial
    case .fivefold: .fivefoldRepetition
    case .seventyFive: .seventyFiveMoves
    case .threefold: .threefoldRepetition
    case .fifty: .fiftyMoves
    case .tooLong: .lengthLimit
    }
  }

  /// Makes the move of a legal action.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: Reward 1 for giving mate, else 0.
  public mutating func apply(_ action: Action) -> Step {
    precondition(!isTerminal, "the game is over")
    let move = position.move(for: action, isChess960: rules.isChess960)
    let occurrences = make(move)
    status = judge(occurrences: occurrences, hasMoves: position.legalMoveCount > 0)
    if status == .goesOn { return Step() }
    return Step(reward: status == .checkmate ? 1 : 0, end: .terminated)
  }

  /// Makes a legal move, leaving the status as it is.
  ///
  /// - Returns: How often the new position has occurred before.
  mutating func make(_ move: Move) -> Int {
    if rules.hasLongHistory {
      log.append(
        Snapshot(placement: position.placement, repetitions: UInt8(repetitionBits & 3)))
    }
    recent[plyCount & 7] = position.placement
    let code = position.placement.code(at: move.origin)
    let castlingRooks = position.castlingRooks
    let mover = position.turn
    position.make(move)
    plies += 1
    if position.halfmoveCount == 0 || position.castlingRooks != castlingRooks {
      // Pawns, taken pieces and lost rights never come back.
      reversible.reset(position)
    } else {
      reversible.append(move, code: code)
    }
    let occurrences = reversible.earlierOccurrences(lastMover: mover)
    repetitionBits = repetitionBits &<< 2 | UInt16(min(occurrences, 2))
    return occurrences
  }

  /// How the game stands.
  ///
  /// - Parameters:
  ///   - occurrences: How often the position has occurred before.
  ///   - hasMoves: Whether it has a legal move.
  /// - Returns: The status that the position gives.
  func judge(occurrences: Int, hasMoves: Bool) -> Status {
    if !hasMoves { return position.isCheck ? .checkmate : .stalemate }
    if position.isInsufficientMaterial { return .insufficientMaterial }
    if occurrences >= 4 { return .fivefold }
    if position.halfmoveCount >= ReversibleMoves.capacity { return .seventyFive }
    if rules.claimsDraws {
      if occurrences >= 2 { return .threefold }
      if position.halfmoveCount >= 100 { return .fifty }
    }
    return plyCount >= Self.lengthLimit ? .tooLong : .goesOn
  }

  /// 1 for the side that gave mate, −1 for the other, 0 in every other case.
  public func returnOf(_ player: Player) -> Float {
    if status != .checkmate { return 0 }
    return player == playerToMove ? -1 : 1
  }

  /// Appends the legal actions by ascending index; nothing in a finished game.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    appendGeneratedActions(to: &actions)
  }

  /// Appends the actions of all legal moves by ascending index, whether or not a draw or the length
  /// limit ended the game.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  public func appendGeneratedActions(to actions: inout [Action]) {
    position.appendLegalActions(to: &actions, isChess960: rules.isChess960)
  }

  /// The number of move sequences of a length; draws and length limits are ignored.
  public func perft(depth: Int) -> UInt64 { position.perft(depth: depth) }

  // MARK: History

  /// The placement some plies ago, or nothing before the given start.
  func placement(stepsBack: Int) -> Placement? {
    if stepsBack == 0 { return position.placement }
    if stepsBack > plyCount { return nil }
    if stepsBack < 8 { return recent[(plyCount - stepsBack) & 7] }
    return stepsBack <= log.count ? log[log.count - stepsBack].placement : nil
  }

  /// How often the position some plies ago had occurred before, at most 2.
  func repetitions(stepsBack: Int) -> Int {
    if stepsBack < 8 { return Int(repetitionBits >> UInt16(2 * stepsBack) & 3) }
    return stepsBack <= log.count ? Int(log[log.count - stepsBack].repetitions) : 0
  }

  // MARK: Text

  /// The action as a UCI move.
  public func notation(for action: Action) -> String {
    position.uci(
      position.move(for: action, isChess960: rules.isChess960), isChess960: rules.isChess960)
  }

  /// The legal action that a UCI move names.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    return action(for: try position.move(uci: notation, isChess960: rules.isChess960))
  }

  /// The action of a legal move.
  public func action(for move: Move) -> Action {
    position.action(for: move, isChess960: rules.isChess960)
  }

  /// The move of a legal action.
  public func move(for action: Action) -> Move {
    position.move(for: action, isChess960: rules.isChess960)
  }

  /// The position as FEN.
  public var positionText: String { position.fen }

  /// The board with rank and file names, White below, and whose turn it is.
  public var diagram: String {
    var text = ""
    for rank in (0..<8).reversed() {
      text += "\(rank + 1) "
      for file in 0..<8 {
        text += " "
        text.append(position.piece(at: Square(file: file, rank: rank))?.letter ?? ".")
      }
      text += "\n"
    }
    return text + "   a b c d e f g h\n" + (position.turn == .white ? "White" : "Black")
      + " to move"
  }
}

extension ChessState: Hashable {
  /// Whether the laws call the two positions the same, and the games stand alike.
  public static func == (left: ChessState, right: ChessState) -> Bool {
    left.position == right.position && left.status == right.status
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { position.hash(into: &hasher) }
}
