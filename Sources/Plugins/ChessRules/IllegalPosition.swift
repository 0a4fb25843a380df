/// Why the rules cannot play from a setup.
public struct IllegalPosition: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  public enum Reason: Hashable, Sendable, CaseIterable {
    /// White has no king or several.
    case whiteKings
    /// Black has no king or several.
    case blackKings
    /// A pawn stands on the first or the last rank.
    case pawnOnBackRank
    /// White has more than eight pawns or more than sixteen pieces.
    case tooManyWhitePieces
    /// Black has more than eight pawns or more than sixteen pieces.
    case tooManyBlackPieces
    /// The side that has just moved is in check.
    case opponentInCheck
    /// More than two pieces give check.
    case tooManyCheckers
    /// A castling right without king and rook on their back rank.
    case castling
    /// An en-passant square that no double step has just passed.
    case enPassant
    /// A move counter is negative or too large.
    case counters

    /// What is wrong, as a sentence's end.
    public var text: String {
      switch self {
      case .whiteKings: "White must have exactly one king"
      case .blackKings: "Black must have exactly one king"
      case .pawnOnBackRank: "no pawn may stand on the first or eighth rank"
      case .tooManyWhitePieces: "White must have at most 8 pawns and 16 pieces"
      case .tooManyBlackPieces: "Black must have at most 8 pawns and 16 pieces"
      case .opponentInCheck: "the side not to move must not be in check"
      case .tooManyCheckers: "at most two pieces can give check"
      case .castling: "castling rights need king and rook on the back rank"
      case .enPassant:
        "the en-passant square must be behind a pawn that has just made a double step"
      case .counters: "halfmoves must be 0 to 9999 and fullmoves 1 to 9999"
      }
    }
  }

  /// Everything that is wrong; not empty.
  public var reasons: [Reason]

  /// What is wrong, in one line.
  public var description: String { reasons.map(\.text).joined(separator: "; ") }
}

extension Position {
  /// Checks a setup.
  ///
  /// - Parameter setup: The pieces and the other facts.
  /// - Throws: `IllegalPosition` with every reason for which the rules cannot play from there.
  public init(_ setup: Setup) throws(IllegalPosition) {
    let placement = setup.placement
    var reasons: [IllegalPosition.Reason] = []
    for color in Color.allCases {
      let own = placement.squares(of: color)
      if (placement.kings & own).count != 1 {
        reasons.append(color == .white ? .whiteKings : .blackKings)
      }
      if own.count > 16 || (placement.pawns & own).count > 8 {
        reasons.append(color == .white ? .tooManyWhitePieces : .tooManyBlackPieces)
      }
    }
    if !(placement.pawns & (.rank(0) | .rank(7))).isEmpty { reasons.append(.pawnOnBackRank) }
    if !(0...9999).contains(setup.halfmoves) || !(1...9999).contains(setup.fullmoves) {
      reasons.append(.counters)
    }
    // What follows asks where the kings are.
    if !reasons.isEmpty { throw IllegalPosition(reasons: reasons) }
    self.init(
      placement: placement, key: 0, castlingRooks: setup.castlingRooks, turn: setup.turn,
      halfmoveCount: UInt16(setup.halfmoves), fullmoveCount: UInt16(setup.fullmoves))
    if !attackers(of: king(of: turn.opponent), by: turn, occupied: placement.occupied).isEmpty {
      reasons.append(.opponentInCheck)
    }
    if checkers.count > 2 { reasons.append(.tooManyCheckers) }
    if !Color.allCases.allSatisfy(hasSoundCastling) { reasons.append(.castling) }
    if let square = setup.enPassant {
      if hasDoubleStep(over: square) { noteEnPassant(square) } else { reasons.append(.enPassant) }
    }
    if !reasons.isEmpty { throw IllegalPosition(reasons: reasons) }
    key = computedKey
  }

  /// Whether the rooks that may castle are rooks beside their king, at most one on each of its sides.
  private func hasSoundCastling(of color: Color) -> Bool {
    let rank = Bitboard.rank(color == .white ? 0 : 7)
    let rights = castlingRooks & rank
    // Rights elsewhere on the board belong to nobody.
    if !(castlingRooks & ~(.rank(0) | .rank(7))).isEmpty { return false }
    if rights.isEmpty { return true }
    let own = placement.squares(of: color)
    let king = placement.kings & own & rank
    let west = Bitboard(king.bits &- 1)
    return !king.isEmpty && (rights & ~(placement.rooks & own)).isEmpty
      && (rights & west).count <= 1 && (rights & ~west).count <= 1
  }

  /// Whether the opponent's last move can have been a double step over a square.
  private func hasDoubleStep(over square: Square) -> Bool {
    guard square.rank == (turn == .white ? 5 : 2) else { return false }
    let back = turn == .white ? 8 : -8
    return !placement.occupied.contains(square)
      && !placement.occupied.contains(Square(square.index + back))
      && piece(at: Square(square.index - back)) == Piece(turn.opponent, .pawn)
  }

  /// Notes the en-passant square of a setup, as far as pawns stand ready to take there.
  private mutating func noteEnPassant(_ square: Square) {
    let tables = AttackTables.shared
    let takers =
      tables.pawn(turn.opponent, square) & placement.pawns & placement.squares(of: turn)
    if takers.isEmpty { return }
    if turn == .white {
      noteEnPassant(WhiteSide.self, square, takers: takers, tables, .shared)
    } else {
      noteEnPassant(BlackSide.self, square, takers: takers, tables, .shared)
    }
  }
}
