public import GameProtocol

extension GameRecord {
  /// Checks what every record must keep, whatever its game.
  func checkConsistency() throws(GameRecordError) {
    func fail(_ ply: Int?, _ found: String, _ expected: String) -> GameRecordError {
      .inconsistent(game: gameID, ply: ply, found: found, expected: expected)
    }
    guard end != .continues else { throw fail(nil, "a game that goes on", "a finished game") }
    guard plyCount > 0 else { throw fail(nil, "no decision", "at least one") }
    guard (1...2).contains(returns.count) else {
      throw fail(nil, "\(returns.count) returns", "one a player")
    }
    for value in returns where !value.isFinite { throw fail(nil, "\(value)", "a finite return") }
    if let finalValue, !finalValue.isFinite {
      throw fail(plyCount, "\(finalValue)", "a finite value")
    }
    for (ply, player) in players.enumerated() where player.index >= returns.count {
      throw fail(ply, "player \(player.rawValue)", "one of \(returns.count) players")
    }
    for ply in 0..<plyCount {
      for value in [rewards[ply], rootValues[ply], networkValues[ply]] where !value.isFinite {
        throw fail(ply, "\(value)", "a finite reward or value")
      }
      guard actions[ply].rawValue >= 0 else {
        throw fail(ply, "action \(actions[ply].rawValue)", "an index from 0")
      }
      var next = 0
      for index in policyRange(at: ply) {
        let action = policyActions[index].index
        let weight = policyWeights[index]
        guard action >= next else {
          throw fail(ply, "policy action \(action)", "ascending actions")
        }
        next = action + 1
        switch policyKind {
        case .visitCounts:
          guard weight >= 1, weight < Float(Self.weightBound), weight.rounded() == weight else {
            throw fail(ply, "visit count \(weight)", "a whole number from 1")
          }
        case .improvedPolicy:
          guard weight >= 0, weight <= 1 else {
            throw fail(ply, "probability \(weight)", "a number from 0 to 1")
          }
        }
      }
    }
  }

  /// Replays the record through its game and checks that it says the same.
  ///
  /// - Parameter rules: The game; the caller has compared identities.
  /// - Throws: `GameRecordError.inconsistent` for the first ply at which the game differs from the
  ///   record: an illegal action, another player, reward, end or return.
  public func check<G: Game>(against rules: G) throws(GameRecordError) {
    func fail(_ ply: Int, _ found: String, _ expected: String) -> GameRecordError {
      .inconsistent(game: gameID, ply: ply, found: found, expected: expected)
    }
    var state = rules.initialState(seed: startSeed)
    var legal: [Action] = []
    for ply in 0..<plyCount {
      legal.removeAll(keepingCapacity: true)
      state.appendLegalActions(to: &legal)
      guard legal.contains(actions[ply]) else {
        throw fail(ply, "action \(actions[ply].rawValue)", "one of \(legal.count) legal actions")
      }
      for index in policyRange(at: ply) where !legal.contains(policyActions[index]) {
        throw fail(ply, "policy action \(policyActions[index].rawValue)", "a legal action")
      }
      guard players[ply] == state.playerToMove else {
        throw fail(
          ply, "player \(players[ply].rawValue)", "player \(state.playerToMove.rawValue)")
      }
      let step = state.apply(actions[ply])
      guard step.reward == rewards[ply] else {
        throw fail(ply, "reward \(rewards[ply])", "reward \(step.reward)")
      }
      let expected = ply == plyCount - 1 ? end : .continues
      guard step.end == expected else { throw fail(ply, "\(expected)", "\(step.end)") }
    }
    for (player, value) in returns.enumerated() {
      let expected = state.returnOf(Player(rawValue: UInt8(player)))
      guard value == expected else { throw fail(plyCount, "return \(value)", "\(expected)") }
    }
    guard players[plyCount] == state.playerToMove else {
      throw fail(
        plyCount, "player \(players[plyCount].rawValue) next",
        "player \(state.playerToMove.rawValue)")
    }
  }
}
