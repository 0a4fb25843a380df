import ChessRules
import GameProtocol

/// UCI, the protocol of chess engines.
///
/// Source: Meyer-Kahlen, "Description of the universal chess interface (UCI)", April 2006.
struct ChessDialect: UniversalDialect {
  static let word = "uci"
  static let positionWord: Substring = "fen"
  static let fieldCounts = 4...6
  static let lastFields = ["0", "1"]
  static let firstColour: Character = "w"
  static let length = GameLength(plies: 120, leastMoves: 25)
  static let mateAnswers = MateAnswers.move
  static let ignoredWords: Set<Substring> = ["register", "registration"]

  /// The game as the options have it.
  private(set) var game: Chess
  private let orthodox: Chess
  private let chess960: Chess
  private(set) var showsChances = false

  /// Makes the dialect of a game.
  ///
  /// - Parameter game: Orthodox chess or Chess960, which the option `UCI_Chess960` switches between.
  init(_ game: Chess) {
    self.game = game
    orthodox =
      game.variant == .orthodox
      ? game : Chess(draws: game.draws, historyLength: game.historyLength)
    chess960 =
      game.variant == .chess960
      ? game : Chess(.chess960, draws: game.draws, historyLength: game.historyLength)
  }

  private static let variant = "UCI_Chess960"
  private static let chances = "UCI_ShowWDL"

  var options: [EngineOption] {
    [
      EngineOption("Ponder", .check(false)),
      EngineOption(Self.variant, .check(game.variant == .chess960)),
      EngineOption(Self.chances, .check(showsChances)),
    ]
  }

  mutating func set(_ option: EngineOption, to value: String) throws(EngineError) -> Bool {
    let flag = try option.flag(value)
    switch option.name {
    case Self.variant:
      let next = flag ? chess960 : orthodox
      defer { game = next }
      return next.variant != game.variant
    case Self.chances: showsChances = flag
    default: break
    }
    return false
  }

  func state(after move: String, in state: ChessState) throws(NotationError) -> ChessState {
    if !state.isTerminal { return state.applying(try state.action(for: move)) }
    let move = try state.position.move(uci: move, isChess960: game.variant == .chess960)
    return try game.state(at: state.position.making(move).fen)
  }

  func continuation(of state: ChessState) -> ChessState? {
    // Without its past, and with the count of fifty moves at nought, nothing is drawn yet.
    var fields = state.positionText.split(separator: " ").map(String.init)
    fields[4] = "0"
    guard let next = try? game.state(at: fields.joined(separator: " ")), !next.isTerminal else {
      return nil
    }
    return next
  }

  func anyMove(in state: ChessState) -> String? {
    var actions: [Action] = []
    state.appendGeneratedActions(to: &actions)
    return actions.first.map(state.notation(for:))
  }

  func immediateMove(in state: ChessState) -> String? { nil }

  var noMove: String { "(none)" }

  var resignation: Double? { nil }

  func isCheck(_ state: ChessState) -> Bool { state.position.isCheck }

  /// A pawn more makes ten wins of 1 : 10^(−1/4): the logistic curve of Elo with 4 pawns a decade.
  ///
  /// Source: chess programming wiki, "Pawn advantage, win percentage, and Elo": W = 1 / (1 +
  /// 10^(−P / 4)).
  func score(of value: Float) -> String {
    let chances = ScoreText.winsDrawsLosses(of: value)
    return "cp \(ScoreText.centipawns(of: value, scale: 173.72))"
      + (showsChances ? " wdl \(chances.0) \(chances.1) \(chances.2)" : "")
  }
}
