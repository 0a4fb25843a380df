import GameProtocol

extension GameChecker {
  /// Checks the text of a position and what is read from it.
  ///
  /// - Parameter state: The state.
  func checkPosition(of state: G.State) {
    guard checks(.positionText) || checks(.positionEquality) else { return }
    let text = state.positionText
    do throws(NotationError) {
      let read = try game.state(at: text)
      expect(
        .positionText, read.positionText == text, "'\(text)' is read back as '\(read.positionText)'"
      )
      expect(.positionEquality, read == state, "the state read from '\(text)' is another one")
      expect(
        .positionEquality,
        read.legalActions == state.legalActions && read.outcome == state.outcome
          && read.playerToMove == state.playerToMove,
        "the state read from '\(text)' goes on differently")
      checkEquality(read, state)
    } catch {
      expect(.positionText, false, "'\(text)' is refused: \(error)")
    }
  }

  /// Checks that applying an action to a copy leaves a state as it is.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - action: A legal action.
  func checkCopies(of state: G.State, action: Action) {
    let before = Snapshot(state, specification)
    _ = state.applying(action)
    expect(
      .valueSemantics, Snapshot(state, specification) == before,
      "applying action \(action.rawValue) changed its receiver")
    var copy = state
    _ = copy.apply(action)
    expect(
      .valueSemantics, Snapshot(state, specification) == before,
      "action \(action.rawValue) on a copy changed the original")
  }

  /// Checks what equal states promise.
  ///
  /// - Parameters:
  ///   - left: A state.
  ///   - right: A state.
  func checkEquality(_ left: G.State, _ right: G.State) {
    expect(.equality, left == left, "a state differs from itself")
    guard left == right else { return }
    expect(.equality, left.hashValue == right.hashValue, "equal states hash differently")
    expect(
      .equality,
      left.playerToMove == right.playerToMove && left.legalActions == right.legalActions,
      "equal states '\(left.positionText)' and '\(right.positionText)' differ in legal actions")
  }

  /// Checks that the game comes out the same a second time.
  ///
  /// - Parameter actions: The actions of the first time.
  func checkReplay(of actions: [Action]) {
    var first = game.initialState(seed: seed)
    var second = game.initialState(seed: seed)
    for action in actions {
      let same = Snapshot(first, specification) == Snapshot(second, specification)
      expect(.determinism, same, "the same seed and actions give different answers")
      expect(.determinism, first == second, "the same seed and actions give different states")
      checkEquality(first, second)
      if !same || !second.legalActions.contains(action) { return }
      let steps = (first.apply(action), second.apply(action))
      ply += 1
      expect(.determinism, steps.0 == steps.1, "one action gives \(steps.0) and \(steps.1)")
      if first.isTerminal { break }
    }
    let same = Snapshot(first, specification) == Snapshot(second, specification)
    expect(.determinism, same, "the same seed and actions give different answers")
  }

  /// Checks that reseeding keeps the present, and without chance in the rules also the future.
  ///
  /// - Parameter state: The state.
  func checkReseeding(of state: G.State) {
    guard checks(.reseeding) else { return }
    let before = Snapshot(state, specification)
    var left = state
    var right = state
    left.reseed(seed &+ 1)
    right.reseed(seed &+ 1)
    expect(
      .reseeding, Snapshot(left, specification) == before, "reseeding changed the present state")
    expect(
      .reseeding, specification.isStochastic || left == state,
      "reseeding changed a game without chance")
    guard let action = before.legalActions.first else { return }
    _ = left.apply(action)
    _ = right.apply(action)
    expect(
      .reseeding, Snapshot(left, specification) == Snapshot(right, specification),
      "one seed gives two futures")
  }
}
