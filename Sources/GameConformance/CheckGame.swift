public import GameProtocol

/// Plays random games and checks every law of `GameProtocol` on the way.
///
/// A law is reported once a seed, at the first ply that breaks it.
///
/// - Parameters:
///   - game: The game, with its parameters.
///   - seeds: One random game is played for each.
///   - except: Laws that this game does not promise, such as `positionEquality` where the rules look
///     at the history.
///   - maximumPlies: Where a random game is given up, for games that might never end.
/// - Returns: What was found; empty for a game that keeps all laws.
public func checkGame<G: Game>(
  _ game: G, seeds: some Sequence<UInt64>, except: Set<Law> = [], maximumPlies: Int = 2000
) -> [Violation] {
  var violations: [Violation] = []
  for seed in seeds {
    let checker = GameChecker(
      game: game, seed: seed, excepted: except, maximumPlies: maximumPlies)
    checker.check()
    violations += checker.violations
  }
  return violations
}

/// The check of one game with one seed.
final class GameChecker<G: Game> {
  let game: G
  let specification: GameSpecification
  let seed: UInt64
  let maximumPlies: Int
  var violations: [Violation] = []

  /// The laws that are not checked.
  private let excepted: Set<Law>

  /// The laws that were reported.
  private var broken: Set<Law> = []

  /// The number of actions before the state under check.
  var ply = 0

  /// Texts of actions seen earlier in the game: legal then, perhaps not now.
  var seenNotations: Set<String> = []

  init(game: G, seed: UInt64, excepted: Set<Law>, maximumPlies: Int) {
    self.game = game
    specification = game.specification
    self.seed = seed
    self.excepted = excepted
    self.maximumPlies = maximumPlies
  }

  /// Whether a law is still worth checking.
  func checks(_ law: Law) -> Bool { !excepted.contains(law) && !broken.contains(law) }

  /// Reports a broken law, the first time only.
  ///
  /// - Parameters:
  ///   - law: The law.
  ///   - holds: Whether it is kept.
  ///   - detail: What was found and expected, composed only if needed.
  func expect(_ law: Law, _ holds: Bool, _ detail: @autoclosure () -> String) {
    if holds || !checks(law) { return }
    broken.insert(law)
    violations.append(Violation(law: law, seed: seed, ply: ply, detail: detail()))
  }

  func check() {
    checkSpecification()
    // With numbers that make no sense the buffers below would have no sense either.
    if !violations.isEmpty { return }
    checkDrawing()
    let actions = playAndCheck()
    ply = 0
    checkReplay(of: actions)
    // The transforms are looked up by action, so an action out of range has none.
    guard !broken.contains(.legalActions), let symmetric = game as? any Symmetric else { return }
    checkSymmetry(of: symmetric)
  }

  /// Plays one random game and checks each of its states.
  ///
  /// - Returns: The actions played.
  private func playAndCheck() -> [Action] {
    var random = CounterRandom(seed: seed, stream: .playout)
    var state = game.initialState(seed: seed)
    expect(.start, !state.isTerminal, "the initial state is finished")
    expect(.start, state == game.initialState(seed: seed), "equal seeds give different states")
    var account = Account()
    var played: [Action] = []
    while true {
      let legal = state.legalActions
      if let action = legal.first { checkCopies(of: state, action: action) }
      // Where copies are not copies, nothing below means anything.
      guard !broken.contains(.valueSemantics) else { return played }
      checkActions(of: state, legal: legal)
      if !broken.contains(.legalActions) { checkBatches(of: state, legal: legal) }
      checkNotation(of: state, legal: legal)
      checkObservation(of: state)
      checkPosition(of: state)
      checkReturns(of: state, account: account)
      checkCounting(of: state)
      checkPlayout(from: state)
      checkReseeding(of: state)
      // A state without actions, or with broken ones, ends the walk whatever else it says.
      if legal.isEmpty || broken.contains(.legalActions) || ply >= maximumPlies { return played }
      let action = legal[random.below(legal.count)]
      let mover = state.playerToMove
      let next = state.applying(action)
      checkEquality(state, next)
      let step = state.apply(action)
      played.append(action)
      ply += 1
      expect(.equality, next == state, "applying and apply lead to different states")
      checkStep(step, to: state)
      account.enter(step, by: mover)
      if let limit = specification.lengthLimit {
        expect(.lengthLimit, ply <= limit, "\(ply) plies, limit \(limit)")
        if ply > limit { return played }
      }
    }
  }
}
