import GameProtocol

/// A position of one of the five MinAtar games: what the games do not share.
///
/// Everything else is in the extensions: the sticky actions, the end, the returns, the text.
///
/// Source: Young and Tian, "MinAtar: An Atari-Inspired Testbed for Thorough and Reproducible
/// Reinforcement Learning Experiments", 2019.
protocol MinAtarState: ChanceState, Playouts {
  /// The name under which the game is listed.
  static var name: String { get }

  /// One letter for each channel of an observation, for pictures; the first one that is set in a
  /// cell is shown.
  static var symbols: String { get }

  /// Whether the rules draw random numbers of their own after the start.
  static var drawsNumbers: Bool { get }

  /// What is kept beside the board.
  var episode: MinAtarEpisode { get set }

  /// The start of a game.
  ///
  /// - Parameters:
  ///   - episode: What is kept beside the board.
  ///   - chance: Gives the draws of the start.
  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance)

  /// Executes an action, and sets `episode.isOver` if it ends the game.
  ///
  /// - Parameters:
  ///   - action: The action, after the choice between it and the one before.
  ///   - chance: Gives the draws of the step.
  /// - Returns: The reward.
  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int

  /// Draws the channels.
  ///
  /// - Parameter planes: `[C, 10, 10]`, all zero.
  func draw(into planes: inout MutableSpan<Float>)

  /// Writes or reads the board as text.
  ///
  /// - Parameter fields: The text.
  /// - Throws: `NotationError` at the first field that does not fit.
  mutating func exchange(with fields: inout some PositionFields) throws(NotationError)
}

extension MinAtarState {
  /// A game of one.
  var playerToMove: Player { .first }

  var isTerminal: Bool { episode.isOver || episode.isCutOff }

  /// `terminal` by the rules, or `step-limit`.
  var outcome: Outcome? {
    episode.isOver ? .terminal : episode.isCutOff ? .stepLimit : nil
  }

  @inline(__always)
  mutating func apply(_ action: Action) -> Step {
    var chance = nextChance
    return apply(action, drawing: &chance)
  }

  @inline(__always)
  mutating func apply(_ action: Action, drawing chance: inout some Chance) -> Step {
    precondition(!isTerminal, "illegal action")
    let reward = advance(choosing: MinAtarAction(action), drawing: &chance)
    let end: Step.End = episode.isOver ? .terminated : episode.isCutOff ? .truncated : .continues
    return Step(reward: Float(reward), end: end)
  }

  func returnOf(_ player: Player) -> Float { Float(episode.score) }

  /// All six, whether or not they mean something in the game.
  func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    for index in 0..<MinAtarAction.count { actions.append(Action(index)) }
  }

  @inline(__always)
  func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    for index in planes.indices { planes[index] = 0 }
    draw(into: &planes)
  }

  mutating func reseed(_ seed: UInt64) { episode.seed = seed }

  var positionText: String {
    var writer = PositionWriter()
    var copy = self
    // A writer has nothing to refuse.
    try? copy.exchangeAll(with: &writer)
    return writer.text
  }

  var diagram: String {
    let symbols = Array(Self.symbols)
    var planes = [Float](repeating: 0, count: symbols.count * Cells.count)
    var span = planes.mutableSpan
    draw(into: &span)
    let rows = (0..<Cells.side).map { y in
      (0..<Cells.side).map { x in
        let channel = symbols.indices.first { planes[$0 * Cells.count + y * Cells.side + x] != 0 }
        return channel.map { String(symbols[$0]) } ?? "."
      }.joined()
    }
    return rows.joined(separator: "\n")
  }

  @inline(__always)
  mutating func playOut(using random: inout CounterRandom) -> Int {
    let start = episode.steps
    while !isTerminal {
      var chance = nextChance
      let action = MinAtarAction(Action(random.below(MinAtarAction.count)))
      _ = advance(choosing: action, drawing: &chance)
    }
    return episode.steps - start
  }

  /// Executes an action, or the one executed last.
  @inline(__always)
  private mutating func advance(
    choosing action: MinAtarAction, drawing chance: inout some Chance
  ) -> Int {
    // Drawn at probability 0 too, so that a tape of draws means the same with every setting.
    let executed =
      chance.uniform() < episode.settings.stickyActions ? episode.lastAction : action
    episode.lastAction = executed
    let reward = advance(executed, drawing: &chance)
    episode.score += reward
    episode.steps += 1
    return reward
  }

  /// The draws of the next step, a function of the seed and the number of steps alone.
  @inline(__always)
  private var nextChance: CounterRandom {
    CounterRandom(seed: episode.seed, stream: .game, ply: UInt64(episode.steps) + 1)
  }

  /// Writes or reads all that equality compares.
  mutating func exchangeAll(with fields: inout some PositionFields) throws(NotationError) {
    try fields.flag("over", &episode.isOver)
    var last = Int(episode.lastAction.rawValue)
    try fields.number("last", &last, in: 0...MinAtarAction.count - 1)
    episode.lastAction = MinAtarAction(Action(last))
    if episode.settings.stepLimit > 0 {
      try fields.number("steps", &episode.steps, in: 0...episode.settings.stepLimit)
    }
    try exchange(with: &fields)
    try fields.finish()
  }
}
