import Foundation
import GameProtocol

/// What UCI and USI do not share: the game, its texts and the words of the protocol.
protocol UniversalDialect: Sendable {
  /// The game.
  associatedtype G: Game

  /// The word that opens a conversation, `uci` or `usi`; with `ok` it closes the list of options.
  static var word: String { get }
  /// The word before the fields of a position, `fen` or `sfen`.
  static var positionWord: Substring { get }
  /// The fewest and the most fields of a position; those left out are taken from `lastFields`.
  static var fieldCounts: ClosedRange<Int> { get }
  /// The usual content of the fields that may be left out.
  static var lastFields: [String] { get }
  /// The letter of the colour that moves first, as `go` writes it.
  static var firstColour: Character { get }
  /// How long a game is expected to be.
  static var length: GameLength { get }

  /// The game as the options have it.
  var game: G { get }
  /// The options that only this protocol has.
  var options: [EngineOption] { get }

  /// Sets one of `options`.
  ///
  /// - Parameters:
  ///   - option: The option.
  ///   - value: The text of the value.
  /// - Returns: Whether another game is played now.
  /// - Throws: `EngineError` if the text is no value of the option.
  mutating func set(_ option: EngineOption, to value: String) throws(EngineError) -> Bool

  /// The position after a move, even if the rules have ended the game: whether a GUI lets it go on is
  /// not for the engine to say.
  ///
  /// - Throws: `NotationError` if the move is illegal.
  func state(after move: String, in state: G.State) throws(NotationError) -> G.State

  /// A position to search in place of one that the rules have ended although there are moves, as by
  /// a repetition; `nil` if there is none.
  func continuation(of state: G.State) -> G.State?

  /// Any move of a position that cannot be searched, or `nil` if there is none.
  func anyMove(in state: G.State) -> String?

  /// What is answered without a search, such as a declaration, or `nil`.
  func immediateMove(in state: G.State) -> String?

  /// The word for the lack of a move.
  var noMove: String { get }

  /// How far below 0 a value must be to resign, or `nil` for never.
  var resignation: Double? { get }

  /// Whether the player to move is in check.
  func isCheck(_ state: G.State) -> Bool

  /// A value in [−1, 1] as the protocol's score, such as `cp 31`.
  func score(of value: Float) -> String

  /// Answers `go mate` by a problem search.
  static var mateAnswers: MateAnswers { get }

  /// Words that are accepted and mean nothing here.
  static var ignoredWords: Set<Substring> { get }
}

/// What is made of a search for mate.
enum MateAnswers: Hashable, Sendable {
  /// The number is one of moves; without a mate the game is searched as usual.
  case move
  /// The number is a time; the answer is a line of its own.
  case checkmate
}

/// Values as the scores of GUIs.
enum ScoreText {
  /// Centipawns of a value, where a probability `p` of winning is 1 / (1 + e^(−x / scale)).
  ///
  /// - Parameters:
  ///   - value: In [−1, 1]; `p` is (1 + value) / 2.
  ///   - scale: Centipawns by which the odds grow e-fold.
  /// - Returns: At most ±30 scales.
  static func centipawns(of value: Float, scale: Double) -> Int {
    let chance = (1 + Double(min(max(value, -1), 1))) / 2
    let least = 1e-6
    let bounded = min(max(chance, least), 1 - least)
    return Int((scale * log(bounded / (1 - bounded))).rounded())
  }

  /// Wins, draws and losses in thousandths.
  ///
  /// A value alone does not say how many games are drawn. The two halves of the point are taken for
  /// independent: with p = (1 + value) / 2 a win has p², a loss (1 − p)² and a draw the rest, whose
  /// mean is the value again.
  ///
  /// - Parameter value: In [−1, 1].
  /// - Returns: Three numbers that sum to 1000.
  static func winsDrawsLosses(of value: Float) -> (Int, Int, Int) {
    let chance = (1 + Double(min(max(value, -1), 1))) / 2
    let wins = Int((1000 * chance * chance).rounded())
    let losses = Int((1000 * (1 - chance) * (1 - chance)).rounded())
    return (wins, 1000 - wins - losses, losses)
  }
}
