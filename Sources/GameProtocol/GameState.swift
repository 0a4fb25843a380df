/// A position, with everything of its past that the rules or an observation need.
///
/// A state is a value: a copy never changes when the original does. Two states are equal exactly
/// when the rules treat them as the same position; each game says in its own words what that means.
///
/// - Invariant: A state has a legal action exactly when `outcome` is `nil`.
/// - Invariant: Nothing on the paths of `apply`, `appendLegalActions`, `observe` and `returnOf`
///   allocates, beyond growing the caller's buffer once; a game behind a border may, once a call.
public protocol GameState: Hashable, Sendable {
  /// The player whose turn it is; in a finished game, whose turn it would be.
  var playerToMove: Player { get }

  /// Why the game is over, or `nil` while it goes on.
  var outcome: Outcome? { get }

  /// Whether the game is over: `outcome != nil`, without the cost of naming the reason.
  var isTerminal: Bool { get }

  /// Takes an action for the player to move.
  ///
  /// - Precondition: The action is legal.
  /// - Returns: The mover's reward and cost, and whether the game goes on. `end` is `continues`
  ///   exactly when `outcome` is still `nil`.
  mutating func apply(_ action: Action) -> Step

  /// Takes an action in each of several states, each of which goes on as if it were alone.
  ///
  /// The default takes one after the other. A game behind a border may cross it once for all of them.
  ///
  /// - Precondition: Every action is legal in its state.
  /// - Parameters:
  ///   - actions: An action for each, `[n]`.
  ///   - states: States of one game.
  ///   - places: Where among them each stands, all different, `[n]`.
  ///   - steps: Takes in place of what it holds what each action brought, `[n]`.
  static func apply(
    _ actions: [Action], to states: inout [Self], at places: [Int], steps: inout [Step])

  /// What a player got out of the game so far: the sum of its own rewards, and in a game of two the
  /// negated rewards of its opponent.
  ///
  /// - Returns: In units of reward; in a finished board game 1 for a win, 0 for a draw, −1 for a
  ///   loss.
  func returnOf(_ player: Player) -> Float

  /// Appends the legal actions by ascending index; nothing in a finished game.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  func appendLegalActions(to actions: inout [Action])

  /// Writes the network's input.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn.
  ///   - planes: `[C, H, W]` in row-major order; every element is written.
  func observe(as player: Player, into planes: inout MutableSpan<Float>)

  /// Writes the network's input for several states, each in the view of its player to move.
  ///
  /// The default observes one after the other. A game behind a border may cross it once for all of them.
  ///
  /// - Parameters:
  ///   - states: States of one game.
  ///   - places: Where among them each stands, `[n]`.
  ///   - planes: `[n, C, H, W]` in row-major order; every element is written.
  static func observe(
    _ states: [Self], at places: [Int], into planes: inout MutableSpan<Float>)

  /// The text of an action, such as `e2e4`; games without a notation of their own print the index.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: A text that `action(for:)` reads back.
  func notation(for action: Action) -> String

  /// The legal action that a text names.
  ///
  /// - Parameter notation: A text as `notation(for:)` prints it.
  /// - Returns: The action.
  /// - Throws: `NotationError` if the text names no action or one that is illegal here.
  func action(for notation: String) throws(NotationError) -> Action

  /// The position in the game's own text form, readable by `Game.state(at:)`.
  var positionText: String { get }

  /// A picture of the position for people, several lines long.
  var diagram: String { get }

  /// Replaces the state's random future by that of another seed.
  ///
  /// A planner calls this on its copy of a stochastic game, because it must never see the real
  /// future. The default does nothing.
  ///
  /// - Parameter seed: Decides all chance to come.
  mutating func reseed(_ seed: UInt64)
}

extension GameState {
  /// Whether there is an outcome.
  @inlinable
  public var isTerminal: Bool { outcome != nil }

  /// Takes one action after the other.
  @inlinable
  public static func apply(
    _ actions: [Action], to states: inout [Self], at places: [Int], steps: inout [Step]
  ) {
    steps.removeAll(keepingCapacity: true)
    for (action, place) in zip(actions, places) { steps.append(states[place].apply(action)) }
  }

  /// Observes one state after the other.
  @inlinable
  public static func observe(
    _ states: [Self], at places: [Int], into planes: inout MutableSpan<Float>
  ) {
    if places.isEmpty { return }
    let size = planes.count / places.count
    for (index, place) in places.enumerated() {
      var own = planes._mutatingExtracting(index * size..<(index + 1) * size)
      states[place].observe(as: states[place].playerToMove, into: &own)
    }
  }

  /// The legal actions by ascending index, as a fresh array.
  @inlinable
  public var legalActions: [Action] {
    var actions: [Action] = []
    appendLegalActions(to: &actions)
    return actions
  }

  /// The state after an action, leaving this one as it is.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: The next state.
  @inlinable
  public func applying(_ action: Action) -> Self {
    var next = self
    _ = next.apply(action)
    return next
  }

  /// The index of the action in decimals.
  public func notation(for action: Action) -> String {
    String(action.rawValue)
  }

  /// The legal action whose decimal index a text is.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    guard let index = Int32(notation), String(index) == notation else {
      throw NotationError(found: notation, expected: "an action index")
    }
    let action = Action(rawValue: index)
    guard legalActions.contains(action) else {
      throw NotationError(found: notation, expected: "a legal action")
    }
    return action
  }

  /// The position text.
  public var diagram: String { positionText }

  /// Does nothing: the game draws no random numbers.
  public mutating func reseed(_ seed: UInt64) {}
}
