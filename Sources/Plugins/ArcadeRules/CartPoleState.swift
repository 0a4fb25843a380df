public import GameProtocol
import Glibc

/// A position of the cart and its pole.
///
/// Two states are equal when all four numbers and the number of steps are.
public struct CartPoleState: GameState {
  /// The place of the cart, in metres from the centre, to the right.
  var position = 0.0

  /// The velocity of the cart, in metres a second.
  var velocity = 0.0

  /// The angle of the pole, in radians from upright, to the right.
  var angle = 0.0

  /// The velocity of the angle, in radians a second.
  var angularVelocity = 0.0

  /// The number of steps taken.
  private var steps = 0

  private let stepLimit: Int

  /// Metres from the centre to where the game is lost.
  private static let positionBound = 2.4

  /// Radians from upright to where the game is lost: 12°.
  private static let angleBound = 12 * 2 * Double.pi / 360

  /// A cart at rest in the centre.
  init(stepLimit: Int) {
    self.stepLimit = stepLimit
  }

  /// A game of one.
  public var playerToMove: Player { .first }

  /// Whether the cart or the pole has gone too far.
  private var isLost: Bool {
    position < -Self.positionBound || position > Self.positionBound || angle < -Self.angleBound
      || angle > Self.angleBound
  }

  /// Whether the game is over.
  public var isTerminal: Bool { isLost || steps >= stepLimit }

  /// `terminal` for a loss, otherwise `step-limit`.
  public var outcome: Outcome? { isLost ? .terminal : steps >= stepLimit ? .stepLimit : nil }

  /// Pushes the cart for a fiftieth of a second.
  ///
  /// - Parameter action: 0 to the left, 1 to the right.
  /// - Returns: A reward of 1, on the last step too.
  public mutating func apply(_ action: Action) -> Step {
    precondition(!isTerminal && 0...1 ~= action.index, "illegal action")
    push(action.index == 1 ? 10 : -10)
    return Step(reward: 1, end: isLost ? .terminated : steps >= stepLimit ? .truncated : .continues)
  }

  /// One step of Euler's method, in the order of operations of the original.
  ///
  /// - Parameter force: In newtons, to the right.
  @inline(__always)
  private mutating func push(_ force: Double) {
    let gravity = 9.8
    let poleMass = 0.1
    let mass = 1.0 + poleMass
    let halfLength = 0.5
    let poleMoment = poleMass * halfLength
    let interval = 0.02
    let cosine = cos(angle)
    let sine = sin(angle)
    let pull = (force + poleMoment * (angularVelocity * angularVelocity) * sine) / mass
    let angularAcceleration =
      (gravity * sine - cosine * pull)
      / (halfLength * (4.0 / 3.0 - poleMass * (cosine * cosine) / mass))
    let acceleration = pull - poleMoment * angularAcceleration * cosine / mass
    position += interval * velocity
    velocity += interval * acceleration
    angle += interval * angularVelocity
    angularVelocity += interval * angularAcceleration
    steps += 1
  }

  /// The number of steps so far, each with a reward of 1.
  ///
  /// - Parameter player: The only player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float { Float(steps) }

  /// Appends both actions.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    actions.append(Action(0))
    actions.append(Action(1))
  }

  /// Writes place, velocity, angle and angular velocity.
  ///
  /// - Parameters:
  ///   - player: The only player.
  ///   - planes: `[4, 1, 1]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    planes[0] = Float(position)
    planes[1] = Float(velocity)
    planes[2] = Float(angle)
    planes[3] = Float(angularVelocity)
  }

  /// The four numbers and the number of steps, such as `x:0.01 v:-0.02 angle:0.03 w:0.0 steps:7`.
  public var positionText: String {
    var writer = PositionWriter()
    var copy = self
    // A writer has nothing to refuse.
    try? copy.exchange(with: &writer)
    return writer.text
  }

  /// Writes or reads all that equality compares.
  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.real("x", &position)
    try fields.real("v", &velocity)
    try fields.real("angle", &angle)
    try fields.real("w", &angularVelocity)
    try fields.number("steps", &steps, in: 0...stepLimit)
    try fields.finish()
  }
}

extension CartPoleState: Playouts {
  /// Pushes at random until the game is over.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of steps taken.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    let start = steps
    var bits: UInt64 = 0
    while !isTerminal {
      if (steps - start) % 64 == 0 { bits = random.next() }
      push(bits & 1 == 1 ? 10 : -10)
      bits >>= 1
    }
    return steps - start
  }
}
