/// A position that the rules can play from.
///
/// Two positions are equal when pieces, hands and side to move are the same; the number of the next
/// move is not compared.
///
/// - Invariant: Each side has one king, and the side not to move is not in check.
public struct Position: Sendable {
  var placement: Placement
  /// A number of 64 bits that equal positions share and others all but never do.
  public internal(set) var key: UInt64
  /// The side to move.
  public internal(set) var turn: Color
  var moveCount: UInt16

  /// The number of the next move, 1 at the start of a game.
  public var moveNumber: Int { Int(moveCount) }

  /// The piece on a square.
  public func piece(at square: Square) -> Piece? { placement.piece(at: square.index) }

  /// The pieces that a side may drop.
  public func hand(of color: Color) -> Hand { placement.hand(of: color) }

  /// The square of a king.
  public func king(of color: Color) -> Square {
    Square((placement.kings & placement.squares(of: color)).first)
  }

  /// Whether the side to move is in check.
  public var isCheck: Bool { isAttacked(king(of: turn).index, by: turn.opponent) }

  /// Whether a side's pieces reach a square.
  func isAttacked(_ square: Int, by color: Color) -> Bool {
    let forces = Forces(placement)
    let (theirs, occupied) = (placement.squares(of: color), placement.occupied)
    let tables = AttackTables.shared
    return color == .white
      ? tables.isReached(BlackSide.self, square, occupied, by: forces, of: theirs)
      : tables.isReached(WhiteSide.self, square, occupied, by: forces, of: theirs)
  }

  /// The key made from nothing, which `key` must always equal.
  var computedKey: UInt64 {
    let keys = ZobristKeys.shared
    var key = turn == .white ? keys.turn : 0
    for color in Color.allCases {
      var rest = placement.squares(of: color)
      while !rest.isEmpty {
        let square = rest.removeFirst()
        key ^= keys.piece(color, placement.code(at: square), square)
      }
      for code in 1...7 {
        key ^= keys.hand(color, code, placement.hand(of: color).count(code: code))
      }
    }
    return key
  }
}

extension Position: Hashable {
  /// Whether pieces, hands and side to move are the same.
  public static func == (left: Position, right: Position) -> Bool {
    left.key == right.key && left.placement == right.placement && left.turn == right.turn
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
