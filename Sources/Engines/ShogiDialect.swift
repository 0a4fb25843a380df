import GameProtocol
import ShogiRules

/// USI, the protocol of shogi engines.
///
/// Source: Romstad, "The universal shogi interface", 2007, as Shogidokoro extends it ("USI protocol
/// with original extensions").
struct ShogiDialect: UniversalDialect {
  static let word = "usi"
  static let positionWord: Substring = "sfen"
  static let fieldCounts = 3...4
  static let lastFields = ["1"]
  static let firstColour: Character = "b"
  static let length = GameLength(plies: 140, leastMoves: 30)
  static let mateAnswers = MateAnswers.checkmate
  static let ignoredWords: Set<Substring> = ["register"]

  /// The game.
  let game: Shogi
  private(set) var resignation: Double?

  /// Makes the dialect.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - resignation: How far below 0 the value must be for the engine to resign, or `nil` for never.
  init(_ game: Shogi, resignation: Double? = nil) {
    self.game = game
    self.resignation = resignation
  }

  private static let resigns = "ResignPercent"

  var options: [EngineOption] {
    [
      EngineOption("USI_Ponder", .check(false)),
      // Trees are limited by the command line; GUIs send this one whether it is announced or not.
      EngineOption("USI_Hash", .spin(256, 1...1 << 20)),
      EngineOption(Self.resigns, .spin(resignation.map { Int(100 * $0) } ?? 0, 0...100)),
    ]
  }

  mutating func set(_ option: EngineOption, to value: String) throws(EngineError) -> Bool {
    switch option.kind {
    case .check: _ = try option.flag(value)
    default:
      let number = try option.number(value)
      if option.name == Self.resigns {
        resignation = number == 0 ? nil : Double(number) / 100
      }
    }
    return false
  }

  func state(after move: String, in state: ShogiState) throws(NotationError) -> ShogiState {
    if !state.isTerminal { return state.applying(try state.action(for: move)) }
    let move = try state.position.move(usi: move)
    return try game.state(at: state.position.making(move).sfen)
  }

  func continuation(of state: ShogiState) -> ShogiState? {
    // Without its past nothing is repeated yet.
    guard let next = try? game.state(at: state.positionText), !next.isTerminal else { return nil }
    return next
  }

  func anyMove(in state: ShogiState) -> String? {
    var actions: [Action] = []
    state.appendGeneratedActions(to: &actions)
    return actions.first.map(state.notation(for:))
  }

  func immediateMove(in state: ShogiState) -> String? {
    state.declaration == .win ? "win" : nil
  }

  var noMove: String { "resign" }

  func isCheck(_ state: ShogiState) -> Bool { state.position.isCheck }

  /// Centipawns by the constant of shogi engines: 600 make the odds e to 1.
  ///
  /// Source: Yamamoto, Ponanza: the winning probability is the sigmoid of score / 600.
  func score(of value: Float) -> String {
    "cp \(ScoreText.centipawns(of: value, scale: 600))"
  }
}
