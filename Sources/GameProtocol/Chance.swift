/// Where the rules of a stochastic game take their random draws from.
///
/// Rules written against this protocol are played with `CounterRandom`, and compared with another
/// implementation of the same rules by a `RandomTape` of draws that both are given.
public protocol Chance {
  /// The next draw of a number in [0, 1).
  mutating func uniform() -> Double

  /// The next draw of an integer in `0..<bound`.
  ///
  /// - Parameter bound: At least 1.
  /// - Returns: The integer.
  mutating func below(_ bound: Int) -> Int
}

extension CounterRandom: Chance {}

/// A game whose random draws can be given from outside, one by one.
public protocol ChanceGame<State>: Game where State: ChanceState {
  /// The position in which a game starts.
  ///
  /// - Parameter chance: Gives the draws of the start.
  /// - Returns: A position that is not finished.
  func initialState(drawing chance: inout some Chance) -> State
}

/// A state whose random draws can be given from outside, one by one.
public protocol ChanceState: GameState {
  /// Takes an action for the player to move.
  ///
  /// - Precondition: The action is legal.
  /// - Parameters:
  ///   - action: The action.
  ///   - chance: Gives the draws of this step.
  /// - Returns: What `apply(_:)` returns.
  mutating func apply(_ action: Action, drawing chance: inout some Chance) -> Step
}
