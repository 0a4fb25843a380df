import CGamePlugin
public import GameProtocol

/// A position of a game in a library.
///
/// Two states are equal when the library gives them the same hash.
public struct ExternalState: GameState {
  /// The position in the library; copied before it changes, if anybody else holds it too.
  private(set) var box: StateBox

  /// The player whose turn it is.
  public private(set) var playerToMove: Player

  /// How the game stands.
  private var end: Step.End

  /// What led here, where the library cannot tell or copy it.
  private var trail: ActionTrail?

  /// The start of a game.
  ///
  /// - Parameters:
  ///   - rules: The game.
  ///   - seed: Decides the start and all chance to come.
  init(_ rules: ExternalRules, seed: UInt64) {
    box = StateBox(rules, seed: seed)
    (playerToMove, end) = box.status
    if !rules.can(GP_CAN_CLONE) || !rules.can(GP_CAN_PARSE) { trail = ActionTrail(seed: seed) }
  }

  /// The position that a text describes.
  ///
  /// - Parameters:
  ///   - rules: The game.
  ///   - positionText: The text.
  /// - Throws: `NotationError` if it describes none.
  init(_ rules: ExternalRules, reading positionText: String) throws(NotationError) {
    if rules.can(GP_CAN_PARSE) {
      self.init(rules, seed: 0)
      var isRead = false
      let state = box.pointer
      let reason = text { error, capacity in
        isRead = rules.table.call("state_parse") {
          rules.table.functions.state_parse(state, positionText, error, capacity) == 0
        }
        return 0
      }
      guard isRead else {
        throw NotationError(found: positionText, expected: reason.isEmpty ? "a position" : reason)
      }
      (playerToMove, end) = box.status
    } else {
      let trail = try ActionTrail.reading(positionText)
      self.init(rules, seed: trail.seed)
      for event in trail.events {
        switch event {
        case .action(let index):
          guard legalActions.contains(Action(rawValue: index)) else {
            throw NotationError(found: String(index), expected: "a legal action")
          }
          _ = apply(Action(rawValue: index))
        case .reseed(let seed):
          guard rules.can(GP_HAS_CHANCE) else {
            throw NotationError(found: "reseed:\(seed)", expected: "a legal action")
          }
          reseed(seed)
        }
      }
    }
  }

  /// Whether the game is over.
  public var isTerminal: Bool { end != .continues }

  /// `terminal` or `step-limit`.
  public var outcome: Outcome? {
    switch end {
    case .continues: nil
    case .terminated: .terminal
    case .truncated: .stepLimit
    }
  }

  /// Takes an action.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: What the library says that it brought.
  public mutating func apply(_ action: Action) -> Step {
    makeUnique()
    var step = gp_step_v1()
    box.takeLegal(action.rawValue, &step)
    return enter(step, after: action)
  }

  /// Takes down what an action led to.
  mutating func enter(_ step: gp_step_v1, after action: Action) -> Step {
    if !(step.reward.isFinite && step.cost.isFinite && step.cost >= 0) {
      box.rules.stop(
        found: "a reward of \(step.reward) and a cost of \(step.cost) for action "
          + "\(action.rawValue)",
        expected: "finite numbers, the cost at least 0")
    }
    (playerToMove, end) = box.reading(step)
    trail?.append(.action(action.rawValue))
    return Step(reward: step.reward, cost: step.cost, end: end)
  }

  /// What a player got so far.
  ///
  /// - Parameter player: A player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    let value = box.rules.table.call("state_return") {
      box.rules.table.functions.state_return(box.pointer, UInt32(player.rawValue))
    }
    if !value.isFinite {
      box.rules.stop(
        found: "a return of \(value) for player \(player.rawValue)", expected: "a finite number")
    }
    return value
  }

  /// Appends the legal actions.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    let capacity = box.rules.specification.actionCount
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) { buffer in
      let count = box.rules.table.call("state_legal") {
        Int(box.rules.table.legal(box.pointer, buffer.baseAddress, UInt32(capacity)))
      }
      if !(1...capacity ~= count) {
        box.rules.stop(
          found: "\(count) legal actions in a game that is not over", expected: "1 to \(capacity)")
      }
      var last: Int32 = -1
      for index in 0..<count {
        let action = buffer[index]
        if action <= last || Int(action) >= capacity {
          box.rules.stop(
            found: "the legal action \(action)" + (index == 0 ? "" : " after \(last)"),
            expected: "legal actions that ascend from 0 to \(capacity - 1)")
        }
        last = action
        actions.append(Action(rawValue: action))
      }
    }
  }

  /// Writes what a player observes, as floats.
  ///
  /// - Parameters:
  ///   - player: The player.
  ///   - planes: The planes of the specification.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let table = box.rules.table
    Self.readObservations(1, of: box.rules, into: &planes) { memory, _ in
      table.call("state_observe") { table.observe(box.pointer, UInt32(player.rawValue), memory) }
    }
  }

  /// The text of an action.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: In the game's own notation, or the index.
  public func notation(for action: Action) -> String {
    guard box.rules.can(GP_CAN_NAME_ACTIONS) else { return String(action.rawValue) }
    return text { buffer, capacity in
      box.rules.table.call("action_text") {
        box.rules.table.functions.action_text(box.pointer, action.rawValue, buffer, capacity)
      }
    }
  }

  /// The legal action that a text names.
  ///
  /// - Parameter notation: The text.
  /// - Returns: The action.
  /// - Throws: `NotationError` if it names none.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    let index =
      box.rules.can(GP_CAN_NAME_ACTIONS)
      ? box.rules.table.call("action_parse") {
        box.rules.table.functions.action_parse(box.pointer, notation)
      } : Int32(notation) ?? -1
    let action = Action(rawValue: index)
    guard legalActions.contains(action), self.notation(for: action) == notation else {
      throw NotationError(found: notation, expected: "a legal action")
    }
    return action
  }

  /// The position in the game's own form, or the way to it where the game has no form.
  public var positionText: String {
    if box.rules.can(GP_CAN_PARSE) {
      return text { buffer, capacity in
        box.rules.table.call("state_text") {
          box.rules.table.functions.state_text(box.pointer, buffer, capacity)
        }
      }
    }
    return trail?.text ?? ""
  }

  /// Replaces the random future.
  ///
  /// - Parameter seed: Decides all chance to come.
  public mutating func reseed(_ seed: UInt64) {
    guard box.rules.can(GP_HAS_CHANCE) else { return }
    makeUnique()
    box.reseed(seed)
    trail?.append(.reseed(seed))
  }

  /// Gives this state a position of its own in the library.
  @inline(__always)
  mutating func makeUnique() {
    if isKnownUniquelyReferenced(&box) { return }
    box = box.rules.can(GP_CAN_CLONE) ? StateBox(copying: box) : replayed()
  }

  /// The same position, reached again from the start.
  private func replayed() -> StateBox {
    let copy = StateBox(box.rules, seed: trail?.seed ?? 0)
    var step = gp_step_v1()
    for event in trail?.events ?? [] {
      switch event {
      case .action(let index): copy.takeLegal(index, &step)
      case .reseed(let seed): copy.reseed(seed)
      }
    }
    return copy
  }
}

extension ExternalState: Hashable {
  private var number: UInt64 { box.hash }

  /// Whether the library gives both states the same hash.
  public static func == (left: ExternalState, right: ExternalState) -> Bool {
    left.box === right.box || left.number == right.number
  }

  /// Feeds the library's hash.
  ///
  /// - Parameter hasher: Takes it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(number)
  }
}
