/// A state in which the player to move may end the game by a declaration, which is no action: a
/// network never chooses it, and whoever plays looks whether it is allowed before searching.
public protocol Declarable: GameState {
  /// What stands for a declaration in a list of moves, such as `win`; it names no action.
  static var declarationNotation: String { get }

  /// Ends the game by a declaration of the player to move.
  ///
  /// - Returns: The reward of the player who declares.
  /// - Throws: `NotationError` if the player may not declare; the state is as before.
  mutating func declare() throws(NotationError) -> Step
}

/// Ends a game by a declaration, if a text of a list of moves stands for one in it.
///
/// - Parameters:
///   - notation: The text.
///   - state: The state, which becomes the final one.
/// - Returns: The reward of the player who declares, or `nil` if the text is no declaration.
/// - Throws: `NotationError` if the player may not declare.
public func declare<State: GameState>(
  by notation: String, in state: inout State
) throws(NotationError) -> Step? {
  guard var own = state as? any Declarable, type(of: own).declarationNotation == notation else {
    return nil
  }
  let step = try own.declare()
  if let declared = own as? State { state = declared }
  return step
}

/// Declares for the player to move, if that wins.
///
/// - Parameter state: The state, which becomes the final one.
/// - Returns: The reward of the player who declares, or `nil` if there is nothing to win by it.
public func declareWin<State: GameState>(in state: inout State) -> Step? {
  guard var own = state as? any Declarable, let step = try? own.declare(), step.reward > 0,
    let declared = own as? State
  else { return nil }
  state = declared
  return step
}
