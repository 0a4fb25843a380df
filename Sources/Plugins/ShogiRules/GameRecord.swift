/// A game as KIF and CSA files keep it: moves with names, comments and times, and in KIF also other
/// courses that the game might have taken.
public struct GameRecord: Hashable, Sendable {
  /// One move and what is noted with it.
  public struct Entry: Hashable, Sendable {
    /// The move.
    public var move: Move
    /// The lines of comment after the move.
    public var comments: [String]
    /// The time taken, in seconds, if it is known.
    public var seconds: Int?

    /// Makes an entry.
    public init(_ move: Move, comments: [String] = [], seconds: Int? = nil) {
      self.move = move
      self.comments = comments
      self.seconds = seconds
    }
  }

  /// Another course that the game might have taken from some move on.
  public struct Variation: Hashable, Sendable {
    /// The number of its first move, from 1.
    ///
    /// The moves before are those of the course that is noted before this one: the game itself, or a
    /// variation with the moves before its own.
    public var number: Int
    /// The lines of comment before its first move.
    public var comments: [String] = []
    /// Its moves, each legal after the ones before.
    public var entries: [Entry] = []
    /// How the game would have ended, if the file says so.
    public var end: End?
    /// The time taken before that end, in seconds, if it is known.
    public var endSeconds: Int?

    /// Makes a variation without moves.
    ///
    /// - Parameter number: The number of its first move, from 1.
    public init(number: Int) { self.number = number }
  }

  /// A named fact, such as the place of a game.
  public struct Header: Hashable, Sendable {
    /// The name, as the format writes it.
    public var name: String
    /// The value, on one line.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How a game ended, from the view of the side to move at the end.
  public enum End: Hashable, Sendable, CaseIterable {
    /// The side to move gave up.
    case resignation
    /// The side to move is mated.
    case checkmate
    /// A position occurred for the fourth time.
    case sennichite
    /// The side to move is not mated, where a problem asks for mate.
    case noMate
    /// Both kings entered, and the game is drawn.
    case impasse
    /// The side to move declared a draw by entering king.
    case declaredDraw
    /// The side to move declared its win by entering king.
    case declaration
    /// The game was broken off.
    case interruption
    /// A move was taken back.
    case takeback
    /// A program or a machine failed.
    case failure
    /// The side to move ran out of time.
    case timeUp
    /// The last move was against the rules, so that the side to move wins.
    case opponentIllegal
    /// The side to move loses by a move against the rules.
    case illegal
    /// The side to move loses by another act against the rules.
    case illegalAct
    /// The opponent did not come to the game, so that the side to move wins.
    case opponentAbsent
    /// The side to move did not come to the game and loses.
    case absent
  }

  /// Black's name, if it is known.
  public var blackName: String?
  /// White's name, if it is known.
  public var whiteName: String?
  /// Other facts, in the order of the file.
  public var headers: [Header]
  /// The position before the first move.
  public var start: Position
  /// Comments before the first move.
  public var comments: [String]
  /// The moves, each legal after the ones before.
  public var entries: [Entry]
  /// How the game ended, if the file says so.
  public var end: End?
  /// The time that the side to move took before that end, in seconds, if it is known.
  public var endSeconds: Int?
  /// Other courses, in the order of the file; CSA has none.
  public var variations: [Variation] = []

  /// Makes a record without moves.
  ///
  /// - Parameter start: The position before the first move.
  public init(start: Position) {
    self.start = start
    headers = []
    comments = []
    entries = []
  }

  /// The moves.
  public var moves: [Move] { entries.map(\.move) }

  /// The position after all moves.
  public var finalPosition: Position {
    entries.reduce(start) { $0.making($1.move) }
  }
}

/// A fault in a KIF or CSA file.
public struct GameRecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// What was found there.
  public var found: String
  /// What would have been right.
  public var expected: String

  /// Makes an error.
  public init(line: Int, found: String, expected: String) {
    self.line = line
    self.found = found
    self.expected = expected
  }

  /// What was found, what was expected, and where.
  public var description: String {
    let shown = found.count > 80 ? found.prefix(77) + "..." : found[...]
    return "line \(line): found \"\(shown)\", expected \(expected)"
  }
}

/// The lines of a file, whichever way they end.
struct RecordLines {
  let lines: [Substring]

  init(_ text: String) {
    var body = Substring(text)
    if body.unicodeScalars.first == "\u{FEFF}" { body = Substring(body.unicodeScalars.dropFirst()) }
    lines = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}

extension GameRecord {
  /// A text that fits on one line.
  static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}

extension Position {
  /// Makes a move that a file names, if it is legal.
  mutating func make(
    _ move: Move, line: Int, found: some StringProtocol
  ) throws(GameRecordError) {
    if let reason = objection(to: move) {
      throw GameRecordError(
        line: line, found: String(found), expected: "a legal move: \(reason.text)")
    }
    make(move)
  }
}
