/// Why a game is over, as the name that `tesuji rules replay` prints.
public struct Outcome: RawRepresentable, Hashable, Sendable {
  /// The printed name: lower case, words joined by hyphens.
  public var rawValue: String

  /// Makes an outcome of its printed name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A line of stones is complete.
  public static let line = Outcome(rawValue: "line")
  /// The board is full and nobody has a line.
  public static let fullBoard = Outcome(rawValue: "full-board")
  /// Neither side has a move left.
  public static let noMoves = Outcome(rawValue: "no-moves")
  /// Both sides passed, one after the other.
  public static let twoPasses = Outcome(rawValue: "two-passes")
  /// The side to move is in check and has no legal move.
  public static let checkmate = Outcome(rawValue: "checkmate")
  /// The side to move is not in check and has no legal move.
  public static let stalemate = Outcome(rawValue: "stalemate")
  /// Neither side has the pieces to give mate.
  public static let insufficientMaterial = Outcome(rawValue: "insufficient-material")
  /// The position occurred for the third time.
  public static let threefoldRepetition = Outcome(rawValue: "threefold-repetition")
  /// The position occurred for the fifth time.
  public static let fivefoldRepetition = Outcome(rawValue: "fivefold-repetition")
  /// Fifty moves by each side brought no capture and no pawn move.
  public static let fiftyMoves = Outcome(rawValue: "fifty-moves")
  /// Seventy-five moves by each side brought no capture and no pawn move.
  public static let seventyFiveMoves = Outcome(rawValue: "seventy-five-moves")
  /// The fourth occurrence of a position in shogi, without perpetual check.
  public static let sennichite = Outcome(rawValue: "sennichite")
  /// A repetition in which one side gave check throughout; that side loses.
  public static let perpetualCheck = Outcome(rawValue: "perpetual-check")
  /// The side to move declared a win by entering king.
  public static let declaration = Outcome(rawValue: "declaration")
  /// The game reached its length limit.
  public static let lengthLimit = Outcome(rawValue: "length-limit")
  /// An arcade game ended by its rules.
  public static let terminal = Outcome(rawValue: "terminal")
  /// An arcade game was cut off by its step limit.
  public static let stepLimit = Outcome(rawValue: "step-limit")
  /// A player gave up.
  public static let resignation = Outcome(rawValue: "resignation")
  /// The players agreed to a draw.
  public static let agreement = Outcome(rawValue: "agreement")
}
