import GameProtocol

extension GameChecker {
  /// Checks the list of legal actions and that it is empty exactly at the end.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - legal: Its legal actions.
  func checkActions(of state: G.State, legal: [Action]) {
    expect(
      .end, state.isTerminal == (state.outcome != nil),
      "isTerminal is \(state.isTerminal), outcome is \(state.outcome?.rawValue ?? "nil")")
    expect(
      .legalActions, legal.isEmpty == (state.outcome != nil),
      "\(legal.count) legal actions, outcome \(state.outcome?.rawValue ?? "nil")")
    expect(
      .legalActions, zip(legal, legal.dropFirst()).allSatisfy { $0 < $1 },
      "actions do not ascend: \(legal.map(\.rawValue))")
    expect(
      .legalActions, legal.allSatisfy { 0..<specification.actionCount ~= $0.index },
      "actions outside 0..<\(specification.actionCount): \(legal.map(\.rawValue))")
    let kept = Action(7)
    var buffer = [kept]
    state.appendLegalActions(to: &buffer)
    expect(.legalActions, buffer == [kept] + legal, "the caller's buffer is not only appended to")
  }

  /// Checks that actions are read back from their texts, and other texts refused.
  ///
  /// - Parameters:
  ///   - state: The state.
  ///   - legal: Its legal actions.
  func checkNotation(of state: G.State, legal: [Action]) {
    guard checks(.notation) else { return }
    for action in legal {
      let text = state.notation(for: action)
      seenNotations.insert(text)
      do throws(NotationError) {
        let read = try state.action(for: text)
        expect(
          .notation, read == action,
          "action \(action.rawValue) is printed '\(text)', which reads as \(read.rawValue)")
      } catch {
        expect(.notation, false, "action \(action.rawValue) is printed '\(text)', but: \(error)")
      }
    }
    let nonsense = ["", " ", "?", "-1", "99999999999999999999", "no such action"]
    for text in nonsense {
      if let read = try? state.action(for: text) {
        expect(.notation, false, "'\(text)' reads as action \(read.rawValue)")
      }
    }
    for text in seenNotations {
      guard let read = try? state.action(for: text) else { continue }
      expect(
        .notation, legal.contains(read), "'\(text)' reads as action \(read.rawValue), illegal here")
    }
  }
}
