import GameProtocol

/// What the players of a game have got so far.
struct Account {
  /// Rewards by player.
  private(set) var totals: [Float] = [0, 0]

  /// The sum of the sizes of all rewards, to which rounding errors are in proportion.
  private(set) var turnover: Float = 0

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - mover: Who took it.
  mutating func enter(_ step: Step, by mover: Player) {
    totals[mover.index & 1] += step.reward
    turnover += step.reward.magnitude
  }
}

extension GameChecker {
  /// Checks that returns are the sums of rewards, cancel out, and stay in range.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - account: The rewards on the way to it.
  func checkReturns(of state: G.State, account: Account) {
    let tolerance = 1e-5 * max(1, account.turnover)
    for index in 0..<specification.playerCount {
      let player = Player(rawValue: UInt8(index))
      var expected = account.totals[index]
      if specification.playerCount == 2 { expected -= account.totals[1 - index] }
      let found = state.returnOf(player)
      expect(
        .rewards, (found - expected).magnitude <= tolerance,
        "player \(index) has a return of \(found), but rewards of \(expected)")
      if specification.playerCount == 2 {
        let sum = found + state.returnOf(player.opponent)
        expect(.rewards, sum.magnitude <= tolerance, "the returns of both players add up to \(sum)")
      }
      if let range = specification.valueRange, state.isTerminal {
        expect(
          .rewards, range.contains(found), "a return of \(found) outside the value range \(range)")
      }
    }
  }

  /// Checks one step against the state that it led to.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - state: The state after it.
  func checkStep(_ step: Step, to state: G.State) {
    let outcome = state.outcome
    expect(
      .end, (step.end == .continues) == (outcome == nil),
      "a step ends with \(step.end), outcome \(outcome?.rawValue ?? "nil")")
    expect(
      .end, (step.end == .truncated) == (outcome == .stepLimit),
      "a step ends with \(step.end), outcome \(outcome?.rawValue ?? "nil")")
    expect(.rewards, step.reward.isFinite, "a reward of \(step.reward)")
    expect(.rewards, step.cost.isFinite && step.cost >= 0, "a cost of \(step.cost)")
    if specification.rewardKind == .final && outcome == nil {
      expect(.rewards, step.reward == 0, "a reward of \(step.reward) before the end")
    }
  }
}
