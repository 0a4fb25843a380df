package import GameProtocol

/// Who plays the moves of one side.
package protocol MoveChooser<State>: AnyObject {
  /// The position type.
  associatedtype State: GameState

  /// Chooses a move.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - ply: The number of moves made before it, which keys the random numbers.
  /// - Returns: A legal action, and what its chooser expects from it.
  /// - Throws: `Failure` if it cannot be found.
  func choose(in state: State, ply: Int) throws(Failure) -> ChosenMove
}

/// A move, and what its chooser expects from it.
package struct ChosenMove: Hashable, Sendable {
  /// The move.
  package var action: Action
  /// The expected return for the player who moves, where the chooser has an opinion.
  package var value: Float?

  /// Makes a choice.
  package init(action: Action, value: Float? = nil) {
    self.action = action
    self.value = value
  }
}

/// Plays any legal move, each equally likely.
package final class RandomChooser<State: GameState>: MoveChooser {
  private let seed: UInt64

  /// Makes a player of random moves.
  ///
  /// - Parameter seed: Decides the moves.
  package init(seed: UInt64) {
    self.seed = seed
  }

  /// Chooses one of the legal moves.
  ///
  /// - Parameters:
  ///   - state: A position that is not finished.
  ///   - ply: The number of moves made before it.
  /// - Returns: A legal action.
  package func choose(in state: State, ply: Int) -> ChosenMove {
    var random = CounterRandom(seed: seed, stream: .move, ply: UInt64(ply))
    let legal = state.legalActions
    return ChosenMove(action: legal[random.below(legal.count)])
  }
}
