import GameProtocol

/// A MinAtar game with its settings.
struct MinAtar<State: MinAtarState>: ChanceGame {
  let specification: GameSpecification

  private let settings: MinAtarSettings

  /// Makes the game.
  ///
  /// - Parameter settings: Probabilities in [0, 1], a step limit of at least 0.
  init(_ settings: MinAtarSettings = MinAtarSettings()) {
    precondition(0...1 ~= settings.stickyActions, "a probability lies between 0 and 1")
    precondition(settings.stepLimit >= 0, "a step limit is not negative")
    self.settings = settings
    specification = GameSpecification(
      name: State.name, version: 1, playerCount: 1, actionCount: MinAtarAction.count,
      observationShape: .init(
        channels: State.symbols.count, height: Cells.side, width: Cells.side),
      actionPlaneCount: MinAtarAction.count, valueRange: nil, rewardKind: .perStep,
      lengthLimit: settings.stepLimit > 0 ? settings.stepLimit : nil, discount: 0.997,
      isStochastic: State.drawsNumbers || settings.stickyActions > 0)
  }

  func initialState(seed: UInt64) -> State {
    var chance = CounterRandom(seed: seed, stream: .game)
    return State(MinAtarEpisode(settings, seed: seed), drawing: &chance)
  }

  func initialState(drawing chance: inout some Chance) -> State {
    State(MinAtarEpisode(settings), drawing: &chance)
  }

  /// The position that a text describes, with the random future of seed 0.
  func state(at positionText: String) throws(NotationError) -> State {
    var state = initialState(seed: 0)
    var reader = PositionReader(positionText)
    try state.exchangeAll(with: &reader)
    return state
  }

  /// Draws an action as one plane full of ones, out of six.
  func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    for cell in action.index * Cells.count..<(action.index + 1) * Cells.count { planes[cell] = 1 }
  }
}

extension MinAtar {
  /// How the game is listed.
  ///
  /// - Parameter summary: What it is, in one line.
  /// - Returns: The entry.
  static func registration(_ summary: String) -> GameRegistration {
    let options = [
      GameOption(
        "stickyActions", .number(0.1), "probability of repeating the action executed before"),
      GameOption("ramping", .flag(true), "whether a game grows harder the longer it lasts"),
      GameOption("stepLimit", .integer(0), "steps after which a game is cut off, 0 for never"),
    ]
    return GameRegistration(
      name: State.name, summary: summary, options: options
    ) { options throws(GameOptionError) in
      let settings = MinAtarSettings(
        stickyActions: options.number("stickyActions"), ramping: options.flag("ramping"),
        stepLimit: options.integer("stepLimit"))
      guard 0...1 ~= settings.stickyActions else {
        throw .invalid(
          name: "stickyActions", found: String(settings.stickyActions), expected: "0 to 1")
      }
      guard settings.stepLimit >= 0 else {
        throw .invalid(
          name: "stepLimit", found: String(settings.stepLimit), expected: "0 or more")
      }
      return MinAtar(settings)
    }
  }
}
