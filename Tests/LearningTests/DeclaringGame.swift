import GameProtocol
import TicTacToeRules

/// Tic-tac-toe in which the second player wins by declaring once it has moved.
struct DeclaringGame: Game {
  let inner = TicTacToe()

  var specification: GameSpecification { inner.specification }

  func initialState(seed: UInt64) -> DeclaringState {
    DeclaringState(inner: inner.initialState(seed: seed))
  }

  func state(at positionText: String) throws(NotationError) -> DeclaringState {
    DeclaringState(inner: try inner.state(at: positionText))
  }
}

struct DeclaringState: GameState, Declarable {
  static let declarationNotation = "win"

  var inner: TicTacToeState
  var plies = 0
  var isDeclared = false

  var playerToMove: Player { inner.playerToMove }
  var outcome: Outcome? { isDeclared ? .declaration : inner.outcome }
  var positionText: String { inner.positionText }

  func returnOf(_ player: Player) -> Float {
    isDeclared ? player == .second ? 1 : -1 : inner.returnOf(player)
  }

  func appendLegalActions(to actions: inout [Action]) {
    if !isDeclared { inner.appendLegalActions(to: &actions) }
  }

  func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    inner.observe(as: player, into: &planes)
  }

  mutating func apply(_ action: Action) -> Step {
    plies += 1
    return inner.apply(action)
  }

  mutating func declare() throws(NotationError) -> Step {
    guard !isTerminal, playerToMove == .second, plies == 3 else {
      throw NotationError(found: "win", expected: "the second player after three plies")
    }
    isDeclared = true
    return Step(reward: 1, end: .terminated)
  }
}
