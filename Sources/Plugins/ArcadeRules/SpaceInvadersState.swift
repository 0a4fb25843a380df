import GameProtocol

/// A position of Space Invaders: a cannon under a block of aliens that comes down.
struct SpaceInvadersState: MinAtarState {
  static let name = "minatar-space-invaders"
  static let symbols = "AW<>!:"
  static let drawsNumbers = false

  var episode: MinAtarEpisode

  /// The column of the cannon, which is in row 9.
  private var cannon: Int8 = 5

  /// Whether the aliens move to the right.
  private var movesRight = false

  private var shotTimer: Int8 = 0
  private var moveInterval: Int8 = 12
  private var moveTimer: Int8 = 12
  private var alienShotTimer: Int8 = 10

  private var aliens = block
  private var friendlyBullets = Cells()
  private var enemyBullets = Cells()

  /// The aliens of a new block: columns 2 to 7 of rows 0 to 3.
  private static var block: Cells {
    Cells(bits: 0xFC | 0xFC << 10 | 0xFC << 20 | 0xFC << 30)
  }

  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance) {
    self.episode = episode
  }

  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int {
    switch action {
    case .fire:
      if shotTimer == 0 {
        friendlyBullets.insert(Int(cannon), 9)
        shotTimer = 5
      }
    case .left: cannon = max(0, cannon &- 1)
    case .right: cannon = min(9, cannon &+ 1)
    case .stay, .up, .down: break
    }
    friendlyBullets = friendlyBullets.movedUp
    enemyBullets = enemyBullets.movedDown
    if enemyBullets.contains(Int(cannon), 9) { episode.isOver = true }
    endIfReached()
    if moveTimer == 0 { moveAliens() }
    if alienShotTimer == 0 {
      alienShotTimer = 10
      shootBack()
    }
    let hits = Cells(bits: aliens.bits & friendlyBullets.bits)
    aliens.bits ^= hits.bits
    friendlyBullets.bits ^= hits.bits
    if shotTimer > 0 { shotTimer &-= 1 }
    moveTimer &-= 1
    alienShotTimer &-= 1
    if aliens.isEmpty {
      if episode.settings.ramping && moveInterval > 6 { moveInterval &-= 1 }
      aliens = Self.block
    }
    return hits.size
  }

  @inline(__always)
  private mutating func endIfReached() {
    if aliens.contains(Int(cannon), 9) { episode.isOver = true }
  }

  private mutating func moveAliens() {
    moveTimer = Int8(truncatingIfNeeded: min(aliens.size, Int(moveInterval)))
    let edge = movesRight ? Cells.rightColumn : Cells.leftColumn
    if aliens.bits & edge != 0 {
      movesRight.toggle()
      if aliens.bits & Cells.bottomRow != 0 { episode.isOver = true }
      aliens = aliens.rolledDown
    } else {
      aliens = movesRight ? aliens.rolledRight : aliens.rolledLeft
    }
    endIfReached()
  }

  /// Fires from the lowest alien of the column nearest to the cannon, the left one of two.
  private mutating func shootBack() {
    for distance in 0..<Cells.side {
      if fires(fromColumn: Int(cannon) - distance) || fires(fromColumn: Int(cannon) + distance) {
        return
      }
    }
  }

  /// Fires from the lowest alien of a column, if there is one.
  private mutating func fires(fromColumn x: Int) -> Bool {
    guard 0..<Cells.side ~= x else { return false }
    let column = aliens.bits & Cells.leftColumn &<< UInt128(truncatingIfNeeded: x)
    if column == 0 { return false }
    enemyBullets.bits |= 1 &<< UInt128(truncatingIfNeeded: 127 - column.leadingZeroBitCount)
    return true
  }

  func draw(into planes: inout MutableSpan<Float>) {
    planes.mark(0, Int(cannon), 9)
    aliens.draw(channel: 1, into: &planes)
    aliens.draw(channel: movesRight ? 3 : 2, into: &planes)
    friendlyBullets.draw(channel: 4, into: &planes)
    enemyBullets.draw(channel: 5, into: &planes)
  }

  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.number("cannon", &cannon, in: 0...9)
    try fields.flag("right", &movesRight)
    try fields.number("shotTimer", &shotTimer, in: 0...5)
    try fields.number("interval", &moveInterval, in: 6...12)
    try fields.number("moveTimer", &moveTimer, in: 0...12)
    try fields.number("alienShotTimer", &alienShotTimer, in: 0...10)
    try fields.cells("aliens", &aliens)
    if aliens.isEmpty { throw NotationError(found: "no alien", expected: "at least one") }
    try fields.cells("friendlyBullets", &friendlyBullets)
    try fields.cells("enemyBullets", &enemyBullets)
  }
}
