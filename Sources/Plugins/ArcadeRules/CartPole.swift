public import GameProtocol

/// A pole on a cart, to be kept upright by pushing the cart left (action 0) or right (action 1).
///
/// Source: Barto, Sutton and Anderson, "Neuronlike adaptive elements that can solve difficult
/// learning control problems", IEEE Transactions on Systems, Man, and Cybernetics, 1983; with the
/// numbers of Gymnasium's `CartPole-v1`.
public struct CartPole: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  private let stepLimit: Int

  /// Makes the game.
  ///
  /// - Parameter stepLimit: The step after which a game is cut off, at least 1.
  public init(stepLimit: Int = 500) {
    precondition(stepLimit >= 1, "a game has at least one step")
    self.stepLimit = stepLimit
    specification = GameSpecification(
      name: "cartpole", version: 1, playerCount: 1, actionCount: 2,
      observationShape: .init(channels: 4, height: 1, width: 1), actionPlaneCount: 2,
      valueRange: nil, rewardKind: .perStep, lengthLimit: stepLimit, discount: 0.997)
  }

  /// All four numbers between −0.05 and 0.05.
  ///
  /// - Parameter seed: Decides them.
  /// - Returns: The state in which a game starts.
  public func initialState(seed: UInt64) -> CartPoleState {
    var random = CounterRandom(seed: seed, stream: .game)
    var state = CartPoleState(stepLimit: stepLimit)
    state.position = random.uniform() * 0.1 - 0.05
    state.velocity = random.uniform() * 0.1 - 0.05
    state.angle = random.uniform() * 0.1 - 0.05
    state.angularVelocity = random.uniform() * 0.1 - 0.05
    return state
  }

  /// The position that a text describes.
  ///
  /// - Parameter positionText: Such as `x:0.01 v:-0.02 angle:0.03 w:0.0 steps:7`.
  /// - Returns: The position, which may be a finished one.
  /// - Throws: `NotationError` for a text of another form.
  public func state(at positionText: String) throws(NotationError) -> CartPoleState {
    var state = CartPoleState(stepLimit: stepLimit)
    var reader = PositionReader(positionText)
    try state.exchange(with: &reader)
    return state
  }

  // The default of `draw(_:into:)` sets one of two planes of one cell.
}

extension CartPole {
  /// How the game is listed.
  static let registration = GameRegistration(
    name: "cartpole", summary: "a pole on a cart, kept upright by pushes",
    options: [GameOption("stepLimit", .integer(500), "steps after which a game is cut off")]
  ) { options throws(GameOptionError) in
    let limit = options.integer("stepLimit")
    guard limit >= 1 else {
      throw .invalid(name: "stepLimit", found: String(limit), expected: "1 or more")
    }
    return CartPole(stepLimit: limit)
  }
}
