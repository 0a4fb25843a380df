import GameProtocol

/// A search for forced mate on the true rules: what an attacker can do whatever the defender does.
struct MateSearch<State: GameState> {
  /// What was found.
  enum Answer: Hashable, Sendable {
    /// The moves of a mate, the defender holding out as long as it can.
    case mate([Action])
    /// There is no mate by moves that are allowed to the attacker.
    case none
    /// Not known: time or depth ran out.
    case unknown
  }

  /// Whether the attacker may only give check, as in mating problems of shogi.
  let onlyChecks: Bool
  /// Whether the player to move is in check.
  let isCheck: (State) -> Bool
  /// Whether to go on; asked at every position.
  let goesOn: () -> Bool

  private var isCutOff = false
  private var wasStopped = false

  /// Makes a search.
  init(onlyChecks: Bool, isCheck: @escaping (State) -> Bool, goesOn: @escaping () -> Bool) {
    self.onlyChecks = onlyChecks
    self.isCheck = isCheck
    self.goesOn = goesOn
  }

  /// Looks for the shortest mate.
  ///
  /// - Parameters:
  ///   - state: A position whose player to move attacks.
  ///   - moves: The most moves of the attacker.
  /// - Returns: The answer.
  mutating func answer(for state: State, within moves: Int) -> Answer {
    var plies = 1
    while plies <= 2 * moves - 1 {
      isCutOff = false
      if let line = attack(state, plies: plies) { return .mate(line) }
      if wasStopped { return .unknown }
      if !isCutOff { return .none }
      plies += 2
    }
    return .unknown
  }

  /// The mate that the player to move can give within some plies.
  private mutating func attack(_ state: State, plies: Int) -> [Action]? {
    if !goesOn() { wasStopped = true }
    if wasStopped { return nil }
    for action in state.legalActions {
      let next = state.applying(action)
      if onlyChecks && !isCheck(next) { continue }
      if next.isTerminal {
        if next.outcome == .checkmate, next.returnOf(state.playerToMove) > 0 { return [action] }
        continue
      }
      if plies == 1 {
        isCutOff = true
        continue
      }
      if let line = defend(next, plies: plies - 1) { return [action] + line }
      if wasStopped { return nil }
    }
    return nil
  }

  /// The longest that the player to move can hold out, if every move is mated within some plies.
  private mutating func defend(_ state: State, plies: Int) -> [Action]? {
    var longest: [Action]?
    for action in state.legalActions {
      let next = state.applying(action)
      if next.isTerminal { return nil }
      guard let line = attack(next, plies: plies - 1) else { return nil }
      if line.count + 1 > longest?.count ?? 0 { longest = [action] + line }
    }
    return longest
  }
}
