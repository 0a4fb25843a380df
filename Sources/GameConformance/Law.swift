/// A promise of `GameProtocol` that every game has to keep.
public enum Law: String, CaseIterable, Hashable, Sendable {
  /// The specification's numbers make sense together.
  case specification
  /// A game starts unfinished, and alike for equal seeds.
  case start
  /// Legal actions exist exactly until the end, ascend, lie in range and are appended.
  case legalActions = "legal-actions"
  /// `isTerminal`, `outcome` and the end that a step reports agree.
  case end
  /// Every printed action is read back, and what is illegal is refused.
  case notation
  /// A position text is read back to a state that prints the same.
  case positionText = "position-text"
  /// A state read back from its text equals the state and goes on like it.
  case positionEquality = "position-equality"
  /// A state does not change when its copies do.
  case valueSemantics = "value-semantics"
  /// Equal states hash alike and have the same legal actions.
  case equality
  /// States that are asked at once go on and look as each does alone.
  case batches
  /// The same seed and actions give the same game.
  case determinism
  /// Reseeding changes nothing but the random future.
  case reseeding
  /// No game is longer than the specification says.
  case lengthLimit = "length-limit"
  /// Rewards are as the specification says, add up to the returns, and two players' cancel out.
  case rewards
  /// Observations are finite, complete and a function of the history.
  case observation
  /// Every action below `A` can be drawn.
  case drawing
  /// A transformed game is the transform of the game.
  case symmetry
  /// A fast move counter agrees with playing the moves.
  case perft
  /// Fast random play ends the game, after the number of plies it reports.
  case playouts
}
