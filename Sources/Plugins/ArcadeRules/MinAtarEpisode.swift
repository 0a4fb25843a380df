/// What may be set for a MinAtar game.
struct MinAtarSettings: Hashable, Sendable {
  /// The probability that the action executed before is executed again instead of the chosen one.
  var stickyActions = 0.1

  /// Whether a game grows harder the longer it lasts.
  var ramping = true

  /// The step after which a game is cut off; 0 for never.
  var stepLimit = 0
}

/// What every MinAtar game keeps beside its own board.
///
/// Two episodes are equal when they go on alike: the score so far and the random numbers to come do
/// not count, and the number of steps only if there is a limit to it.
struct MinAtarEpisode: Sendable {
  /// What was set for the game.
  let settings: MinAtarSettings

  /// Decides all chance to come, together with `steps`.
  var seed: UInt64

  /// The number of steps taken.
  var steps = 0

  /// The sum of the rewards, which are whole numbers.
  var score = 0

  /// The action that was executed last, at the start none.
  var lastAction = MinAtarAction.stay

  /// Whether the rules have ended the game.
  var isOver = false

  /// Makes the episode of a game that starts.
  init(_ settings: MinAtarSettings, seed: UInt64 = 0) {
    self.settings = settings
    self.seed = seed
  }

  /// Whether the step limit has been reached.
  var isCutOff: Bool { settings.stepLimit > 0 && steps >= settings.stepLimit }
}

extension MinAtarEpisode: Hashable {
  /// The number of steps where they matter.
  private var countedSteps: Int { settings.stepLimit > 0 ? steps : 0 }

  static func == (left: Self, right: Self) -> Bool {
    left.settings == right.settings && left.lastAction == right.lastAction
      && left.isOver == right.isOver && left.countedSteps == right.countedSteps
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(lastAction)
    hasher.combine(isOver)
    hasher.combine(countedSteps)
  }
}
