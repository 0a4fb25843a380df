import GameProtocol

/// A position of Freeway: a chicken crosses eight lanes of cars, again and again.
struct FreewayState: MinAtarState {
  static let name = "minatar-freeway"
  static let symbols = "@c12345"
  static let drawsNumbers = true

  var episode: MinAtarEpisode

  /// The row of the chicken, which is in column 4.
  private var row: Int8 = 9

  /// The column of the car in row `lane + 1`.
  private var columns = SIMD8<Int8>(repeating: 0)

  /// How many steps a car waits between two moves, negative for a car that moves left.
  private var speeds = SIMD8<Int8>(repeating: 0)

  /// How many steps a car still waits.
  private var timers = SIMD8<Int8>(repeating: 0)

  private var moveTimer: Int8 = 3

  /// How many steps are left before the last.
  private var stepsLeft: Int16 = 2500

  private static let column: Int8 = 4

  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance) {
    self.episode = episode
    changeCars(drawing: &chance)
  }

  /// Gives all cars new speeds; they stay where they are.
  private mutating func changeCars(drawing chance: inout some Chance) {
    for lane in 0..<8 { timers[lane] = Int8(truncatingIfNeeded: chance.below(5) &+ 1) }
    for lane in 0..<8 {
      speeds[lane] = chance.uniform() < 0.5 ? 0 &- timers[lane] : timers[lane]
    }
  }

  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int {
    if moveTimer == 0 {
      switch action {
      case .up:
        moveTimer = 3
        row = max(0, row &- 1)
      case .down:
        moveTimer = 3
        row = min(9, row &+ 1)
      case .stay, .left, .right, .fire: break
      }
    }
    var reward = 0
    if row == 0 {
      reward = 1
      changeCars(drawing: &chance)
      row = 9
    }
    // A chicken that was hit is in row 9, where there are no cars: the order does not matter.
    if 1...8 ~= row && columns[Int(row &- 1)] == Self.column { row = 9 }
    moveCars()
    if 1...8 ~= row && columns[Int(row &- 1)] == Self.column { row = 9 }
    if moveTimer > 0 { moveTimer &-= 1 }
    stepsLeft &-= 1
    if stepsLeft < 0 { episode.isOver = true }
    return reward
  }

  @inline(__always)
  private mutating func moveCars() {
    let moves = timers .== 0
    let isRight = speeds .> 0
    var moved = columns &+ SIMD8(repeating: -1).replacing(with: 1, where: isRight)
    moved.replace(with: 9, where: moved .< 0)
    moved.replace(with: 0, where: moved .> 9)
    columns.replace(with: moved, where: moves)
    let waits = speeds.replacing(with: 0 &- speeds, where: speeds .< 0)
    timers = (timers &- 1).replacing(with: waits, where: moves)
  }

  func draw(into planes: inout MutableSpan<Float>) {
    planes.mark(0, Int(Self.column), Int(row))
    for lane in 0..<8 {
      let x = Int(columns[lane])
      let speed = Int(speeds[lane])
      planes.mark(1, x, lane + 1)
      let behind = speed > 0 ? (x == 0 ? 9 : x - 1) : (x == 9 ? 0 : x + 1)
      planes.mark(1 + abs(speed), behind, lane + 1)
    }
  }

  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.number("row", &row, in: 1...9)
    var cars = (0..<8).flatMap { lane in
      [Int(columns[lane]), Int(abs(speeds[lane])), speeds[lane] > 0 ? 1 : 0, Int(timers[lane])]
    }
    try fields.groups("cars", &cars, of: [0...9, 1...5, 0...1, 0...5], count: 8...8)
    for lane in 0..<8 {
      columns[lane] = Int8(cars[4 * lane])
      let speed = Int8(cars[4 * lane + 1])
      speeds[lane] = cars[4 * lane + 2] == 1 ? speed : -speed
      timers[lane] = Int8(cars[4 * lane + 3])
    }
    try fields.number("moveTimer", &moveTimer, in: 0...3)
    try fields.number("stepsLeft", &stepsLeft, in: -1...2500)
  }
}
