import GameProtocol

/// A position of Breakout: a paddle, a ball and three rows of bricks.
struct BreakoutState: MinAtarState {
  static let name = "minatar-breakout"
  static let symbols = "=o*#"
  static let drawsNumbers = false

  var episode: MinAtarEpisode

  /// The column of the paddle, which is in row 9.
  private var paddle: Int8 = 4

  private var ballX: Int8
  private var ballY: Int8 = 3

  /// Where the ball was a step before.
  private var lastX: Int8
  private var lastY: Int8 = 3

  /// The ball moves right (1) or left (−1).
  private var directionX: Int8

  /// The ball moves down (1) or up (−1).
  private var directionY: Int8 = 1

  /// Whether the ball has broken a brick and not yet left the bricks; until then it breaks no other.
  private var hasStruck = false

  /// Bit `10 · (y − 1) + x` for each brick, in rows 1 to 3.
  private var bricks = allBricks

  private static let allBricks: UInt32 = 0x3FFF_FFFF

  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance) {
    self.episode = episode
    let startsLeft = chance.below(2) == 0
    ballX = startsLeft ? 0 : 9
    lastX = ballX
    directionX = startsLeft ? 1 : -1
  }

  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int {
    switch action {
    case .left: paddle = max(0, paddle &- 1)
    case .right: paddle = min(9, paddle &+ 1)
    case .stay, .up, .down, .fire: break
    }
    (lastX, lastY) = (ballX, ballY)
    var x = ballX &+ directionX
    var y = ballY &+ directionY
    if x < 0 || x > 9 {
      x = x < 0 ? 0 : 9
      directionX = 0 &- directionX
    }
    var reward = 0
    var isTouching = false
    if y < 0 {
      y = 0
      directionY = 0 &- directionY
    } else if hasBrick(x, y) {
      isTouching = true
      if !hasStruck {
        reward = 1
        hasStruck = true
        bricks &= ~Self.brick(x, y)
        y = lastY
        directionY = 0 &- directionY
      }
    } else if y == 9 {
      if bricks == 0 { bricks = Self.allBricks }
      // The paddle catches a ball that was above it before; one that comes from the side goes back
      // where it came from.
      if lastX == paddle {
        directionY = 0 &- directionY
        y = lastY
      } else if x == paddle {
        directionX = 0 &- directionX
        directionY = 0 &- directionY
        y = lastY
      } else {
        episode.isOver = true
      }
    }
    if !isTouching { hasStruck = false }
    (ballX, ballY) = (x, y)
    return reward
  }

  @inline(__always)
  private func hasBrick(_ x: Int8, _ y: Int8) -> Bool {
    1...3 ~= y && bricks & Self.brick(x, y) != 0
  }

  /// The bit of a brick.
  @inline(__always)
  private static func brick(_ x: Int8, _ y: Int8) -> UInt32 {
    1 &<< UInt32(truncatingIfNeeded: 10 &* (y &- 1) &+ x)
  }

  func draw(into planes: inout MutableSpan<Float>) {
    planes.mark(0, Int(paddle), 9)
    planes.mark(1, Int(ballX), Int(ballY))
    planes.mark(2, Int(lastX), Int(lastY))
    Cells(bits: UInt128(bricks) << 10).draw(channel: 3, into: &planes)
  }

  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.number("paddle", &paddle, in: 0...9)
    try fields.place("ball", &ballX, &ballY)
    try fields.place("trail", &lastX, &lastY)
    var isRight = directionX > 0
    var isDown = directionY > 0
    try fields.flag("right", &isRight)
    try fields.flag("down", &isDown)
    directionX = isRight ? 1 : -1
    directionY = isDown ? 1 : -1
    try fields.flag("struck", &hasStruck)
    var cells = Cells(bits: UInt128(bricks) << 10)
    try fields.cells("bricks", &cells, rows: 1..<4)
    bricks = UInt32(truncatingIfNeeded: cells.bits >> 10)
  }
}
