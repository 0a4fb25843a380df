import GameProtocol

extension GameChecker {
  /// Checks that states asked at once go on and look as each does alone.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - legal: Its legal actions.
  func checkBatches(of state: G.State, legal: [Action]) {
    guard checks(.batches), let first = legal.first, let last = legal.last else { return }
    // The one in the middle is asked nothing.
    var states = [state, state, state]
    let (places, actions) = ([2, 0], [last, first])
    var steps = [Step()]
    G.State.apply(actions, to: &states, at: places, steps: &steps)
    expect(.batches, steps.count == 2, "2 actions at once bring \(steps.count) answers")
    expect(.batches, states[1] == state, "a state that is not asked changes")
    for (index, place) in places.enumerated() where index < steps.count {
      var alone = state
      let step = alone.apply(actions[index])
      expect(
        .batches, steps[index] == step && states[place] == alone,
        "action \(actions[index].rawValue) does something else in one of two states at once")
    }
    // In a game of two it is not the same player's turn everywhere.
    let seen = places + [1]
    let size = specification.observationShape.count
    var planes = [Float](repeating: .nan, count: seen.count * size)
    var span = planes.mutableSpan
    G.State.observe(states, at: seen, into: &span)
    for (index, place) in seen.enumerated() {
      let alone = observation(
        of: states[place], as: states[place].playerToMove, specification, filling: 0)
      expect(
        .batches, Array(planes[index * size..<(index + 1) * size]) == alone,
        "one of three states observed at once looks different")
    }
  }
}
