public import GameProtocol

/// A walk on a 5×5 grid from the top left to the bottom right, round walls and past a pit.
///
/// Actions are up, right, down and left. Nothing is random, and the best return is known: the gem on
/// the way and then the goal.
///
/// ```
/// S . # . *
/// . . # . .
/// . . . . .
/// # # . # .
/// . . . O G
/// ```
public struct GridWorld: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  private let stepLimit: Int

  /// Makes the game.
  ///
  /// - Parameter stepLimit: The step after which a game is cut off, at least 1.
  public init(stepLimit: Int = 50) {
    precondition(stepLimit >= 1, "a game has at least one step")
    self.stepLimit = stepLimit
    specification = GameSpecification(
      name: "grid-world", version: 1, playerCount: 1, actionCount: 4,
      observationShape: .init(channels: 5, height: GridWorldState.side, width: GridWorldState.side),
      actionPlaneCount: 4, valueRange: -1...1.5, rewardKind: .perStep, lengthLimit: stepLimit,
      discount: 0.95)
  }

  /// The walker in the top left corner and the gem in its place.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  public func initialState(seed: UInt64) -> GridWorldState {
    GridWorldState(stepLimit: stepLimit)
  }

  /// The position that a text describes.
  ///
  /// - Parameter positionText: Such as `walker:2,2 gem:1 steps:4`.
  /// - Returns: The position, which may be a finished one.
  /// - Throws: `NotationError` for a text of another form, or a walker in a wall.
  public func state(at positionText: String) throws(NotationError) -> GridWorldState {
    var state = GridWorldState(stepLimit: stepLimit)
    var reader = PositionReader(positionText)
    try state.exchange(with: &reader)
    return state
  }

  /// Draws an action as one plane full of ones, out of four.
  ///
  /// - Parameters:
  ///   - action: Any action.
  ///   - planes: `[4, 5, 5]`.
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    let cells = GridWorldState.side * GridWorldState.side
    for cell in action.index * cells..<(action.index + 1) * cells { planes[cell] = 1 }
  }
}

extension GridWorld {
  /// How the game is listed.
  static let registration = GameRegistration(
    name: "grid-world", summary: "a walk on a 5×5 grid to a goal, a test bed without chance",
    options: [GameOption("stepLimit", .integer(50), "steps after which a game is cut off")]
  ) { options throws(GameOptionError) in
    let limit = options.integer("stepLimit")
    guard limit >= 1 else {
      throw .invalid(name: "stepLimit", found: String(limit), expected: "1 or more")
    }
    return GridWorld(stepLimit: limit)
  }
}
