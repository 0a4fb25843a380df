import GameProtocol
import Synchronization
import TicTacToeRules

/// Tic-tac-toe behind a border, which counts how often it is crossed.
struct BatchedGame: Game {
  /// The crossings: how many states each took along.
  final class Border: Sendable {
    let steps = Mutex<[Int]>([])
    let observations = Mutex<[Int]>([])
  }

  let border = Border()
  let inner = TicTacToe()

  var specification: GameSpecification { inner.specification }

  func initialState(seed: UInt64) -> BatchedState {
    BatchedState(inner: inner.initialState(seed: seed), border: border)
  }

  func state(at positionText: String) throws(NotationError) -> BatchedState {
    BatchedState(inner: try inner.state(at: positionText), border: border)
  }
}

struct BatchedState: GameState {
  var inner: TicTacToeState
  let border: BatchedGame.Border

  static func == (left: Self, right: Self) -> Bool { left.inner == right.inner }
  func hash(into hasher: inout Hasher) { hasher.combine(inner) }

  var playerToMove: Player { inner.playerToMove }
  var outcome: Outcome? { inner.outcome }
  var positionText: String { inner.positionText }
  func returnOf(_ player: Player) -> Float { inner.returnOf(player) }
  func appendLegalActions(to actions: inout [Action]) { inner.appendLegalActions(to: &actions) }

  mutating func apply(_ action: Action) -> Step {
    border.steps.withLock { $0.append(1) }
    return inner.apply(action)
  }

  func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    border.observations.withLock { $0.append(1) }
    inner.observe(as: player, into: &planes)
  }

  static func apply(
    _ actions: [Action], to states: inout [BatchedState], at places: [Int], steps: inout [Step]
  ) {
    if let first = places.first {
      states[first].border.steps.withLock { $0.append(places.count) }
    }
    steps = zip(actions, places).map { states[$1].inner.apply($0) }
  }

  static func observe(
    _ states: [BatchedState], at places: [Int], into planes: inout MutableSpan<Float>
  ) {
    guard let first = places.first else { return }
    states[first].border.observations.withLock { $0.append(places.count) }
    let size = planes.count / places.count
    for (index, place) in places.enumerated() {
      var own = planes._mutatingExtracting(index * size..<(index + 1) * size)
      states[place].inner.observe(as: states[place].playerToMove, into: &own)
    }
  }
}
