public import GameProtocol

/// Chess by the laws of FIDE, orthodox or with one of the 960 starts of Chess960.
public struct Chess: Game {
  /// How a game starts and castling is written.
  public enum Variant: Hashable, Sendable {
    /// The usual start; castling is the king's move by two squares.
    case orthodox
    /// One of 960 starts; castling is the king's move to its own rook's square.
    case chess960
  }

  /// Which draws end a game by themselves.
  public enum Draws: Hashable, Sendable {
    /// Those that a player may claim, too: threefold repetition and fifty moves.
    case claim
    /// Only those that no player has to claim: fivefold repetition and seventy-five moves.
    case automatic
  }

  /// Steps of history in the observation of AlphaZero.
  static let shortHistory = 8
  /// Steps of history in the observation of MuZero.
  static let longHistory = 100
  /// The number of the orthodox start among those of Chess960.
  static let orthodoxStart = 518

  /// How a game starts and castling is written.
  public let variant: Variant
  /// Which draws end a game by themselves.
  public let draws: Draws
  /// Steps of history in an observation, 8 or 100.
  public let historyLength: Int
  /// The number of the start in Chess960, or `nil` to draw it from the seed, 0 standing for 518.
  public let start: Int?

  /// Makes the game.
  ///
  /// - Parameters:
  ///   - variant: How a game starts and castling is written.
  ///   - draws: Which draws end a game by themselves.
  ///   - historyLength: 8, or 100 as in MuZero's input; the longer one keeps the past in an array,
  ///     which makes copies of a state dearer.
  ///   - start: The number of the start, 0 to 959, or `nil` to draw it from the seed of each game, the
  ///     seed 0 standing for 518; that is the one of orthodox chess, which has no other.
  public init(
    _ variant: Variant = .orthodox, draws: Draws = .claim, historyLength: Int = 8,
    start: Int? = 518
  ) {
    precondition(
      historyLength == Self.shortHistory || historyLength == Self.longHistory,
      "the history has 8 or 100 steps")
    precondition(start.map((0..<960).contains) ?? true, "starts are numbered 0 to 959")
    precondition(variant == .chess960 || start == 518, "orthodox chess has one start")
    self.variant = variant
    self.draws = draws
    self.historyLength = historyLength
    self.start = start
  }

  /// The facts of the game.
  public var specification: GameSpecification {
    GameSpecification(
      name: variant == .orthodox ? "chess" : "chess960", version: variant == .orthodox ? 1 : 2,
      actionCount: ActionEncoding.actionCount,
      observationShape: .init(
        channels: ChessState.planeCount(historyLength: historyLength), height: 8, width: 8),
      actionPlaneCount: 8, lengthLimit: ChessState.lengthLimit)
  }

  private var rules: ChessState.Rules {
    ChessState.Rules(
      isChess960: variant == .chess960, claimsDraws: draws == .claim,
      hasLongHistory: historyLength == Self.longHistory)
  }

  /// The start of a game.
  ///
  /// - Parameter seed: Draws the arrangement if none is given, 0 standing for the orthodox one; else
  ///   without effect.
  /// - Returns: The state.
  public func initialState(seed: UInt64) -> ChessState {
    var random = CounterRandom(seed: seed, stream: .game)
    let number = start ?? (seed == 0 ? Self.orthodoxStart : random.below(960))
    do {
      return ChessState(try Position(.chess960(number)), rules: rules)
    } catch {
      preconditionFailure("start \(number) is illegal: \(error)")
    }
  }

  /// The position of a FEN, as the start of a game.
  ///
  /// - Parameter positionText: FEN with six fields.
  /// - Returns: The position, with nothing before it.
  /// - Throws: `NotationError` for a text that is no legal position, and for castling rights that
  ///   orthodox chess does not know.
  public func state(at positionText: String) throws(NotationError) -> ChessState {
    let position = try Position(fen: positionText)
    if variant == .orthodox, !position.hasOrthodoxCastling {
      throw NotationError(
        found: positionText,
        expected: "castling with a king on the e-file and rooks on the a- and h-files; "
          + "other starts are chess960")
    }
    return ChessState(position, rules: rules)
  }

  /// Draws an action into eight planes: origin, target, whether the target is on the board, and what
  /// the move promotes to (queen, knight, bishop, rook, nothing).
  ///
  /// An action does not say which piece moves: one step on from the seventh rank is drawn as a
  /// promotion to a queen, which it is if a pawn makes it.
  ///
  /// - Parameters:
  ///   - action: Any action below 4672.
  ///   - planes: `[8, 8, 8]`, all zero on entry; the mover's view.
  ///
  /// Source: Schrittwieser et al., "Mastering Atari, Go, chess and shogi by planning with a learned
  /// model", Nature 588 (2020), section "Dynamics".
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    let (origin, plane) = action.index.quotientAndRemainder(dividingBy: ActionEncoding.planeCount)
    planes[origin] = 1
    let target = ActionEncoding.shared.target(of: action)
    if let target {
      planes[64 + target.index] = 1
      for cell in 128..<192 { planes[cell] = 1 }
    }
    let promotion: Int
    if plane >= 64 {
      promotion = 4 + (plane - 64) / 3
    } else {
      // Plane 0 is one step N, 7 one step NE, 49 one step NW.
      let isStepToLastRank = origin / 8 == 6 && (plane == 0 || plane == 7 || plane == 49)
      promotion = isStepToLastRank && target != nil ? 3 : 7
    }
    for cell in promotion * 64..<(promotion + 1) * 64 { planes[cell] = 1 }
  }
}

extension Position {
  /// Whether castling rights are only those of orthodox chess.
  var hasOrthodoxCastling: Bool {
    Color.allCases.allSatisfy { color in
      castlingRooks(of: color).allSatisfy {
        king(of: color).file == 4 && ($0.file == 0 || $0.file == 7)
      }
    }
  }
}
