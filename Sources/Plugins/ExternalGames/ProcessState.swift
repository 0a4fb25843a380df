public import GameProtocol

/// A position of a game that a server plays.
///
/// Two states are equal when their games have the same seed and everything that happened since is the
/// same; whether different ways lead to one position, only the server knows.
public struct ProcessState: GameState {
  let rules: ProcessRules

  /// What the server has shown, shared by all copies of the state.
  private(set) var position: ProcessPosition

  /// The way here.
  private(set) var trail: ActionTrail

  /// The random future from here on, where it was replaced and no step was taken since.
  private var nextSeed: UInt64?

  /// The rewards of the first and the second player.
  private var rewards: (Float, Float) = (0, 0)

  /// Whether no server could start this game.
  private let isSubstitute: Bool

  /// Whether the game was cut off because its server failed.
  private var isAbandoned = false

  /// The start of a game.
  ///
  /// - Parameters:
  ///   - rules: The game.
  ///   - seed: Decides the start and all chance to come.
  init(_ rules: ProcessRules, seed: UInt64) {
    self.rules = rules
    (position, isSubstitute) = rules.start(seed: seed)
    trail = ActionTrail(seed: seed)
  }

  /// The position that a text describes.
  ///
  /// - Parameters:
  ///   - positionText: `seed:… actions:…`.
  ///   - rules: The game.
  /// - Returns: The position.
  /// - Throws: `NotationError` if it describes none.
  static func reading(
    _ positionText: String, of rules: ProcessRules
  ) throws(NotationError) -> ProcessState {
    let trail = try ActionTrail.reading(positionText)
    var state = ProcessState(rules, seed: trail.seed)
    if let illegal = state.play(trail.events) {
      throw NotationError(found: illegal, expected: "a legal action")
    }
    return state
  }

  /// Lets happen what happened, until an action is illegal.
  ///
  /// - Parameter events: What happened.
  /// - Returns: The first thing that cannot happen, or `nil`.
  private mutating func play(_ events: [ActionTrail.Event]) -> String? {
    for event in events {
      switch event {
      case .action(let action):
        if !isLegal(Action(rawValue: action)) { return String(action) }
        _ = apply(Action(rawValue: action))
      case .reseed(let seed):
        guard rules.facts.specification.isStochastic && rules.facts.canReseed else {
          return "reseed:\(seed)"
        }
        reseed(seed)
      }
    }
    return nil
  }

  private func isLegal(_ action: Action) -> Bool {
    !isAbandoned && position.sight.isLegal(action, rules.facts)
  }

  private var end: Step.End { isAbandoned ? .truncated : position.sight.end }

  /// The player whose turn it is.
  public var playerToMove: Player { position.sight.player }

  /// Whether the game is over.
  public var isTerminal: Bool { end != .continues }

  /// `terminal` or `step-limit`; a game whose server failed for good is cut off by the latter.
  public var outcome: Outcome? {
    switch end {
    case .continues: nil
    case .terminated: .terminal
    case .truncated: .stepLimit
    }
  }

  /// Takes an action.
  ///
  /// A server that fails is started again and the game replayed to it. If that does not help either,
  /// the game is cut off, and the game's `incidents` tell why. A game that is cut off stays so, whatever
  /// action is taken.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: What the server says that it brought.
  public mutating func apply(_ action: Action) -> Step {
    // Who repeats a recorded game does not know that it was cut off here.
    if isSubstitute || isAbandoned { return abandon() }
    // A statement of its own: as an argument below, the optimizer of Swift 6.3 fails over it.
    let isShared = !isKnownUniquelyReferenced(&position)
    let request = request(for: action, isShared: isShared)
    return enter(position.lane.advance([request], rules.facts)[0], after: request)
  }

  /// What is asked of the lane to take an action.
  ///
  /// - Parameters:
  ///   - action: A legal action.
  ///   - isShared: Whether anybody else holds the position.
  /// - Returns: The step.
  private func request(for action: Action, isShared: Bool) -> ProcessLane.Request {
    precondition(
      isLegal(action),
      "action \(action.rawValue) is illegal in game '\(rules.facts.specification.name)'")
    return ProcessLane.Request(
      position: position, trail: trail, seed: nextSeed, action: action.rawValue, isShared: isShared)
  }

  /// Cuts the game off.
  private mutating func abandon() -> Step {
    isAbandoned = true
    return Step(end: .truncated)
  }

  /// Moves on to where a step led.
  private mutating func enter(
    _ advance: ProcessLane.Advance?, after request: ProcessLane.Request
  ) -> Step {
    guard let advance else { return abandon() }
    if playerToMove == .first { rewards.0 += advance.reward } else { rewards.1 += advance.reward }
    if let seed = request.seed { trail.append(.reseed(seed)) }
    nextSeed = nil
    trail.append(.action(request.action))
    position = advance.position
    return Step(reward: advance.reward, cost: advance.cost, end: position.sight.end)
  }

  /// Takes an action in each of several states, in as few frames as possible.
  ///
  /// - Parameters:
  ///   - actions: A legal action for each.
  ///   - states: States of one game.
  ///   - places: Where among them each stands, all different.
  ///   - steps: Takes what each action brought.
  public static func apply(
    _ actions: [Action], to states: inout [ProcessState], at places: [Int], steps: inout [Step]
  ) {
    steps.removeAll(keepingCapacity: true)
    var groups: [(lane: ProcessLane, members: [Int], requests: [ProcessLane.Request])] = []
    for (member, place) in places.enumerated() {
      // Who repeats a recorded game does not know that it was cut off here.
      if states[place].isSubstitute || states[place].isAbandoned {
        steps.append(states[place].abandon())
        continue
      }
      steps.append(Step())
      let isShared = !isKnownUniquelyReferenced(&states[place].position)
      let request = states[place].request(for: actions[member], isShared: isShared)
      let lane = states[place].position.lane
      let group = groups.firstIndex { $0.lane === lane } ?? groups.count
      if group == groups.count { groups.append((lane, [], [])) }
      groups[group].members.append(member)
      groups[group].requests.append(request)
    }
    for group in groups {
      guard let first = group.members.first else { continue }
      let results = group.lane.advance(group.requests, states[places[first]].rules.facts)
      for (index, member) in group.members.enumerated() {
        let place = places[member]
        steps[member] = states[place].enter(results[index], after: group.requests[index])
      }
    }
  }

  /// What a player got so far.
  ///
  /// - Parameter player: A player.
  /// - Returns: Its rewards, less those of its opponent.
  public func returnOf(_ player: Player) -> Float {
    player == .first ? rewards.0 - rewards.1 : rewards.1 - rewards.0
  }

  /// Appends the legal actions.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if !isAbandoned { position.sight.appendLegalActions(to: &actions, rules.facts) }
  }

  /// Writes what a player observes, as floats.
  ///
  /// - Parameters:
  ///   - player: The player.
  ///   - planes: The planes of the specification.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    position.sight.observe(as: player, into: &planes, rules.facts)
  }

  /// The text of an action.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: The server's name for it, or the index.
  public func notation(for action: Action) -> String {
    let names = rules.facts.actionNames
    return names.indices.contains(action.index) ? names[action.index] : String(action.rawValue)
  }

  /// The legal action that a text names.
  ///
  /// - Parameter notation: The text.
  /// - Returns: The action.
  /// - Throws: `NotationError` if it names none.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    let names = rules.facts.actionNames
    let index = names.isEmpty ? Int(notation) ?? -1 : names.firstIndex(of: notation) ?? -1
    guard 0..<rules.facts.specification.actionCount ~= index, isLegal(Action(index)),
      self.notation(for: Action(index)) == notation
    else { throw NotationError(found: notation, expected: "a legal action") }
    return Action(index)
  }

  /// The way to the position; the server has no form for the position itself.
  public var positionText: String { trail.text }

  /// The server's picture of the position, or else the position text.
  public var diagram: String {
    guard rules.facts.hasText, !isSubstitute, !isAbandoned,
      let text = try? position.lane.text(of: position, trail, rules.facts)
    else { return positionText }
    return text
  }

  /// Replaces the random future.
  ///
  /// - Parameter seed: Decides all chance to come.
  public mutating func reseed(_ seed: UInt64) {
    if rules.facts.specification.isStochastic && rules.facts.canReseed { nextSeed = seed }
  }
}

extension ProcessState: Hashable {
  /// Whether the same happened in both games.
  public static func == (left: ProcessState, right: ProcessState) -> Bool {
    left.trail.digest == right.trail.digest && left.trail.count == right.trail.count
      && left.isAbandoned == right.isAbandoned
  }

  /// Feeds what happened.
  ///
  /// - Parameter hasher: Takes it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(trail.digest)
  }
}
