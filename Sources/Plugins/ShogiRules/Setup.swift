/// Pieces on a board and in hand and the side to move, not checked against any rule.
///
/// `Position.init(_:)` checks them.
public struct Setup: Hashable, Sendable {
  var placement = Placement()

  /// The side to move.
  public var turn = Color.black
  /// The number of the next move.
  public var moveNumber = 1

  /// Makes an empty board.
  public init() {}

  /// The setup of a position.
  public init(_ position: Position) {
    placement = position.placement
    turn = position.turn
    moveNumber = position.moveNumber
  }

  /// The piece on a square.
  public subscript(square: Square) -> Piece? {
    get { placement.piece(at: square.index) }
    set {
      if let old = placement.piece(at: square.index) {
        placement.toggle(code: Int(old.role.rawValue), old.color, at: square.index)
      }
      if let new = newValue {
        placement.toggle(code: Int(new.role.rawValue), new.color, at: square.index)
      }
    }
  }

  /// The pieces in a side's hand.
  public subscript(handOf color: Color) -> Hand {
    get { placement.hand(of: color) }
    set {
      if color == .black { placement.blackHand = newValue } else { placement.whiteHand = newValue }
    }
  }

  /// The start of an even game.
  public static let start: Setup = {
    var setup = Setup()
    let backRow: [Role] = [
      .lance, .knight, .silver, .gold, .king, .gold, .silver, .knight, .lance,
    ]
    var pieces = backRow.enumerated().map { ($0.offset, $0.element) }
    pieces += [(9 + 1, .bishop), (9 + 7, .rook)]
    pieces += (18..<27).map { ($0, .pawn) }
    for (index, role) in pieces {
      setup[Square(index)] = Piece(.black, role)
      setup[Square(80 - index)] = Piece(.white, role)
    }
    return setup
  }()
}
