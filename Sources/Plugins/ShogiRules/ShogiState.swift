public import GameProtocol

/// A game of shogi as far as it has been played.
///
/// States are equal when their positions are (see `Position`) and both games go on or are over for the
/// same reason. What came before is not compared, although an observation shows it and repetitions
/// depend on it.
///
/// A declaration is no action: `declare()` ends the game by it, where `declaration` says that this is
/// allowed.
public struct ShogiState: GameState, PositionListing {
  /// How a game stands.
  enum Status: UInt8, Sendable {
    case goesOn, checkmate, sennichite, perpetualCheckByMover, perpetualCheckByOpponent
    case declarationWin, declarationDraw, tried, tooLong
  }

  /// The most plies of a game from its given start.
  static let lengthLimit = 512

  /// The position on the board.
  public private(set) var position: Position
  /// How a game may be won by an entering king.
  let enteringKing: EnteringKing
  var status = Status.goesOn
  /// Two bits a step, the present lowest: how often the position had occurred before, at most 3.
  private(set) var repetitionBits: UInt16 = 0
  /// How many of a side's moves in a row, its last one included, gave check.
  private var blackChecks: UInt16 = 0
  private var whiteChecks: UInt16 = 0
  private(set) var history = PlayedMoves()

  /// Plies played from the given start.
  var plyCount: Int { history.count }

  /// Makes the start of a game.
  init(_ position: Position, enteringKing: EnteringKing) {
    self.position = position
    self.enteringKing = enteringKing
    if position.legalMoveCount == 0 { status = .checkmate }
  }

  // MARK: Play

  /// Black is `first`.
  public var playerToMove: Player { position.turn == .black ? .first : .second }

  /// Whether the game is over.
  public var isTerminal: Bool { status != .goesOn }

  /// Why the game is over, or `nil` while it goes on.
  ///
  /// If several reasons apply at once, the first of this order is named: checkmate (or no legal move),
  /// the try rule, repetition, length. A king that tries is a declaration.
  public var outcome: Outcome? {
    switch status {
    case .goesOn: nil
    case .checkmate: .checkmate
    case .sennichite: .sennichite
    case .perpetualCheckByMover, .perpetualCheckByOpponent: .perpetualCheck
    case .declarationWin, .declarationDraw, .tried: .declaration
    case .tooLong: .lengthLimit
    }
  }

  /// Makes the move of a legal action.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: Reward 1 for a win, −1 for a repetition by the mover's perpetual check, else 0.
  public mutating func apply(_ action: Action) -> Step {
    precondition(!isTerminal, "the game is over")
    let repetition = make(position.move(for: action))
    let (isCheck, hasMoves) = position.standing(.shared)
    judge(repetition, isCheck: isCheck, hasMoves: hasMoves)
    if status == .goesOn { return Step() }
    return Step(reward: returnOf(playerToMove.opponent), end: .terminated)
  }

  /// Makes a legal move, leaving the status as it is.
  ///
  /// - Returns: How often the new position has occurred before, and the number of plies after which it
  ///   first did.
  @inline(__always)
  mutating func make(_ move: Move) -> (count: Int, first: Int) {
    let key = position.key
    let captured = position.make(move, .shared)
    history.append(move, captured: captured, key: key)
    let repetition = history.occurrences(of: position)
    repetitionBits = repetitionBits &<< 2 | UInt16(truncatingIfNeeded: min(repetition.count, 3))
    return repetition
  }

  /// Sets the status after a move.
  ///
  /// - Parameters:
  ///   - repetition: How often the position has occurred before, and after how many plies it first did.
  ///   - isCheck: Whether the side to move is in check.
  ///   - hasMoves: Whether it has a legal move.
  @inline(__always)
  mutating func judge(_ repetition: (count: Int, first: Int), isCheck: Bool, hasMoves: Bool) {
    if position.turn == .white {
      blackChecks = isCheck ? blackChecks &+ 1 : 0
    } else {
      whiteChecks = isCheck ? whiteChecks &+ 1 : 0
    }
    if !hasMoves {
      status = .checkmate
    } else if enteringKing == .tryRule, position.hasTried {
      status = .tried
    } else if repetition.count >= 3 {
      // Each side has made half of the moves since the first occurrence.
      let moves = (plyCount - repetition.first) / 2
      let moverChecks = position.turn == .black ? blackChecks : whiteChecks
      let opponentChecks = position.turn == .black ? whiteChecks : blackChecks
      status =
        switch (Int(moverChecks) >= moves, Int(opponentChecks) >= moves) {
        case (true, false): .perpetualCheckByMover
        case (false, true): .perpetualCheckByOpponent
        default: .sennichite
        }
    } else if plyCount >= Self.lengthLimit {
      status = .tooLong
    }
  }

  /// 1 for the winner, −1 for the loser, 0 for a draw and while the game goes on.
  public func returnOf(_ player: Player) -> Float {
    // What the side whose turn it would be has got.
    let own: Float =
      switch status {
      case .checkmate, .perpetualCheckByMover, .tried: -1
      case .perpetualCheckByOpponent, .declarationWin: 1
      case .goesOn, .sennichite, .declarationDraw, .tooLong: 0
      }
    // A negated nought would be another bit pattern.
    return player == playerToMove || own == 0 ? own : -own
  }

  /// Appends the legal actions by ascending index; nothing in a finished game.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    appendGeneratedActions(to: &actions)
  }

  /// Appends the actions of all legal moves by ascending index, whether or not repetition, a
  /// declaration or the length limit ended the game.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  public func appendGeneratedActions(to actions: inout [Action]) {
    position.appendLegalActions(to: &actions)
  }

  /// The number of move sequences of a length; repetition and length limits are ignored.
  public func perft(depth: Int) -> UInt64 { position.perft(depth: depth) }

  /// The number of positions of a tree, each moved to and listed; only the position is copied.
  public func listedPositionCount(depth: Int) -> UInt64 {
    position.listedPositionCount(depth: depth)
  }

  // MARK: History

  /// How often the position some plies ago, at most 7, had occurred before, at most 3.
  func repetitions(stepsBack: Int) -> Int {
    Int(repetitionBits >> UInt16(2 * stepsBack) & 3)
  }

  // MARK: Text

  /// The action as a USI move.
  public func notation(for action: Action) -> String { position.move(for: action).usi }

  /// The legal action that a USI move names.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    return position.action(for: try position.move(usi: notation))
  }

  /// The action of a legal move.
  public func action(for move: Move) -> Action { position.action(for: move) }

  /// The move of a legal action.
  public func move(for action: Action) -> Move { position.move(for: action) }

  /// The position as SFEN.
  public var positionText: String { position.sfen }

  /// The board as Japanese books show it, with both hands and whose turn it is.
  public var diagram: String { position.diagram }
}

extension ShogiState: Hashable {
  /// Whether pieces, hands and side to move are the same, and the games stand alike.
  public static func == (left: ShogiState, right: ShogiState) -> Bool {
    left.position == right.position && left.status == right.status
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { position.hash(into: &hasher) }
}
