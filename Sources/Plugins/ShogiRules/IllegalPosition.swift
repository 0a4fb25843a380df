/// Why the rules cannot play from a setup.
public struct IllegalPosition: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  public enum Reason: Hashable, Sendable, CaseIterable {
    /// Black has no king or several.
    case blackKings
    /// White has no king or several.
    case whiteKings
    /// There are more pieces of a role than a set has.
    case tooManyPieces
    /// Two unpromoted pawns of one side stand on a file.
    case twoPawns
    /// A pawn, lance or knight can never move again.
    case deadPiece
    /// The side that has just moved is in check.
    case opponentInCheck
    /// The move number is not positive or too large.
    case moveNumber

    /// What is wrong, as a sentence's end.
    public var text: String {
      switch self {
      case .blackKings: "Black must have exactly one king"
      case .whiteKings: "White must have exactly one king"
      case .tooManyPieces:
        "there are at most 18 pawns, 4 lances, knights, silvers and golds, 2 bishops and rooks"
      case .twoPawns: "a side must have at most one unpromoted pawn on a file"
      case .deadPiece: "no pawn, lance or knight may stand where it can never move"
      case .opponentInCheck: "the side not to move must not be in check"
      case .moveNumber: "the move number must be 1 to 9999"
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
    for color in Color.allCases where (placement.kings & placement.squares(of: color)).count != 1 {
      reasons.append(color == .black ? .blackKings : .whiteKings)
    }
    if Role.droppable.contains(where: { setup.count(of: $0) > $0.totalCount }) {
      reasons.append(.tooManyPieces)
    }
    if Color.allCases.contains(where: { setup.hasTwoPawns(of: $0) }) { reasons.append(.twoPawns) }
    let lame = placement.pawns | placement.squares(code: 2)
    let knights = placement.squares(code: 3)
    let white = placement.squares(of: .white)
    let dead =
      placement.black & (lame & BlackSide.lastRow | knights & BlackSide.lastRows)
      | white & (lame & WhiteSide.lastRow | knights & WhiteSide.lastRows)
    if !dead.isEmpty { reasons.append(.deadPiece) }
    if !(1...9999).contains(setup.moveNumber) { reasons.append(.moveNumber) }
    // What follows asks where the kings are.
    if !reasons.isEmpty { throw IllegalPosition(reasons: reasons) }
    self.init(
      placement: placement, key: 0, turn: setup.turn, moveCount: UInt16(setup.moveNumber))
    if isAttacked(king(of: turn.opponent).index, by: turn) {
      throw IllegalPosition(reasons: [.opponentInCheck])
    }
    key = computedKey
  }
}

extension Setup {
  /// How many pieces of a role there are on the board, promoted ones included, and in both hands.
  func count(of role: Role) -> Int {
    let code = Int(role.rawValue)
    var board = placement.squares(code: code).count
    if role != .gold { board += placement.squares(code: code | 8).count }
    return board + placement.blackHand.count(code: code) + placement.whiteHand.count(code: code)
  }

  func hasTwoPawns(of color: Color) -> Bool {
    let pawns = placement.pawns & placement.squares(of: color)
    let column = (0..<9).reduce(UInt128(0)) { $0 | 1 << UInt128($1 * 9) }
    return (0..<9).contains { (pawns & Bitboard(column << UInt128($0))).hasSeveral }
  }
}
