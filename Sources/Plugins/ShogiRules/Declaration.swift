/// How a game may be won by an entering king.
public enum EnteringKing: Hashable, Sendable {
  /// A declaration with 28 points for Black or 27 for White wins.
  case points27
  /// A declaration with 31 points wins, one with 24 to 30 is a draw.
  case points24
  /// The king wins by reaching the square where the other king starts.
  case tryRule
  /// A king that has entered changes nothing.
  case none
}

/// What a declaration leads to.
public enum DeclarationResult: Hashable, Sendable {
  /// The side that declares wins.
  case win
  /// Nobody wins.
  case draw
}

extension Position {
  /// What the side to move may declare by the rule of 27 points; it wins or may not declare.
  public var declaration27: Bool { declaration(points: turn == .black ? 28 : 27) }

  /// Whether the side to move wins by a declaration under the rule of 24 points, with 31 of them.
  public var declaration24: Bool { declaration(points: 31) }

  /// What a declaration of the side to move leads to, or nothing if it may not declare.
  ///
  /// - Parameter rule: The rule; there is nothing to declare by the try rule.
  /// - Returns: The result.
  public func declarationResult(_ rule: EnteringKing) -> DeclarationResult? {
    switch rule {
    case .points27: declaration27 ? .win : nil
    case .points24: declaration24 ? .win : declaration(points: 24) ? .draw : nil
    case .tryRule, .none: nil
    }
  }

  /// Whether the side to move fulfils the conditions of a declaration with a number of points.
  ///
  /// King in the last three rows, ten more pieces there, not in check. Rooks and bishops count five
  /// points and other pieces one; those in the last three rows and those in hand are counted.
  ///
  /// Source: Computer Shogi Association, rules of the World Computer Shogi Championship, article on
  /// declarations of an entering king.
  private func declaration(points: Int) -> Bool {
    let camp = turn == .black ? BlackSide.zone : WhiteSide.zone
    let own = placement.squares(of: turn) & camp
    let king = placement.kings & own
    if king.isEmpty || own.count < 11 || isCheck { return false }
    let major = own & placement.plane1 & placement.plane2
    let hand = hand(of: turn)
    let inHand = hand.count + 4 * (hand[.bishop] + hand[.rook])
    return own.count - 1 + 4 * major.count + inHand >= points
  }

  /// Whether the side that has just moved has its king where the other king starts a game.
  var hasTried: Bool {
    turn == .white
      ? king(of: .black) == Square(file: 5, rank: 1) : king(of: .white) == Square(file: 5, rank: 9)
  }
}
