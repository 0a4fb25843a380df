package import GameProtocol

/// A game with the shapes of Go on 9×9 and next to no rules, for measurements of training.
///
/// Players put stones on empty cells in turn until the board is full; the second player wins if the
/// last stone lies on an even cell. Actions 0 to 80 are cells, 81 is never legal.
package struct ReferenceGame: Game {
  /// The facts of the game.
  package let specification = GameSpecification(
    name: "reference", version: 1, actionCount: 82,
    observationShape: .init(channels: 17, height: 9, width: 9), lengthLimit: 81)

  /// Makes the game.
  package init() {}

  /// The empty board.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  package func initialState(seed: UInt64) -> ReferenceState { ReferenceState() }

  /// There are no texts of positions.
  ///
  /// - Parameter positionText: Any text.
  /// - Returns: Nothing.
  /// - Throws: `NotationError` always.
  package func state(at positionText: String) throws(NotationError) -> ReferenceState {
    throw NotationError(found: positionText, expected: "no position text for this game")
  }
}

/// A position of the reference game: who has a stone where.
package struct ReferenceState: GameState {
  private var stones = [Int8](repeating: 0, count: 81)
  private var last = 0
  private var count = 0

  package var playerToMove: Player { count % 2 == 0 ? .first : .second }

  package var outcome: Outcome? { count == 81 ? .fullBoard : nil }

  package mutating func apply(_ action: Action) -> Step {
    stones[action.index] = playerToMove == .first ? 1 : 2
    last = action.index
    count += 1
    if count < 81 { return Step() }
    // The first player makes the last move.
    return Step(reward: last % 2 == 0 ? -1 : 1, end: .terminated)
  }

  package func returnOf(_ player: Player) -> Float {
    guard count == 81 else { return 0 }
    return (last % 2 == 0) == (player == .first) ? -1 : 1
  }

  package func appendLegalActions(to actions: inout [Action]) {
    for cell in 0..<81 where stones[cell] == 0 { actions.append(Action(cell)) }
  }

  package func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let own: Int8 = player == .first ? 1 : 2
    for cell in 0..<81 {
      for step in 0..<8 {
        planes[81 * 2 * step + cell] = stones[cell] == own ? 1 : 0
        planes[81 * (2 * step + 1) + cell] = stones[cell] == 3 - own ? 1 : 0
      }
      planes[81 * 16 + cell] = player == .first ? 1 : 0
    }
  }

  package var positionText: String { "" }
}
