/// Pieces on a board and the other facts of a position, not checked against any rule.
///
/// `Position.init(_:)` checks them. What cannot be told apart here from a position that a game might
/// reach is accepted there: no test can reject every unreachable position.
public struct Setup: Hashable, Sendable {
  var placement = Placement()
  var castlingRooks = Bitboard.empty

  /// The side to move.
  public var turn = Color.white
  /// The square behind a pawn that has just made a double step, whether or not it can be taken.
  public var enPassant: Square?
  /// Plies since the last capture or pawn move.
  public var halfmoves = 0
  /// The number of the move.
  public var fullmoves = 1

  /// Makes an empty board.
  public init() {}

  /// The setup of a position.
  public init(_ position: Position) {
    placement = position.placement
    castlingRooks = position.castlingRooks
    turn = position.turn
    enPassant = position.enPassant
    halfmoves = position.halfmoves
    fullmoves = position.fullmoves
  }

  /// The piece on a square.
  public subscript(square: Square) -> Piece? {
    get { placement.piece(at: square) }
    set {
      placement.clear(Bitboard(square))
      guard let piece = newValue else { return }
      placement.put(code: UInt64(piece.role.rawValue), piece.color, on: Bitboard(square))
    }
  }

  /// The squares of the rooks that may still castle, ascending.
  public var castling: [Square] {
    get {
      var rest = castlingRooks
      var squares: [Square] = []
      while !rest.isEmpty { squares.append(rest.removeFirst()) }
      return squares
    }
    set { castlingRooks = newValue.reduce(.empty) { $0 | Bitboard($1) } }
  }

  /// The start of a Chess960 game.
  ///
  /// - Parameter number: The number of the arrangement, 0 to 959; 518 is the one of orthodox chess.
  /// - Returns: The setup.
  ///
  /// Source: R. Scharnagl's numbering, FIDE Laws of Chess 2023, guideline II, and the table of
  /// "Fischer-Random-Schach", 2004.
  public static func chess960(_ number: Int) -> Setup {
    precondition((0..<960).contains(number), "a Chess960 start has a number from 0 to 959")
    var files = [Role?](repeating: nil, count: 8)
    var rest = number
    files[rest % 4 * 2 + 1] = .bishop
    rest /= 4
    files[rest % 4 * 2] = .bishop
    rest /= 4
    func place(_ role: Role, onFree index: Int) {
      files[files.indices.filter { files[$0] == nil }[index]] = role
    }
    place(.queen, onFree: rest % 6)
    rest /= 6
    // The ten ways to choose two of five files, in the order of the numbering.
    let first = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][rest]
    let second = [1, 2, 3, 4, 2, 3, 4, 3, 4, 4][rest]
    place(.knight, onFree: second)
    place(.knight, onFree: first)
    place(.rook, onFree: 0)
    place(.king, onFree: 0)
    place(.rook, onFree: 0)
    var setup = Setup()
    for (file, role) in files.enumerated() {
      guard let role else { continue }
      for (color, rank, pawnRank) in [(Color.white, 0, 1), (.black, 7, 6)] {
        let square = Square(file: file, rank: rank)
        setup[square] = Piece(color, role)
        setup[Square(file: file, rank: pawnRank)] = Piece(color, .pawn)
        if role == .rook { setup.castlingRooks |= Bitboard(square) }
      }
    }
    return setup
  }
}
