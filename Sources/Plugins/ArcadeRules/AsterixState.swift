import GameProtocol

/// A position of Asterix: the player hunts gold and avoids enemies that cross rows 1 to 8.
struct AsterixState: MinAtarState {
  static let name = "minatar-asterix"
  static let symbols = "@x-$"
  static let drawsNumbers = true

  var episode: MinAtarEpisode

  private var playerX: Int8 = 5
  private var playerY: Int8 = 5

  /// The column of what moves in row `slot + 1`, or −1 for nothing.
  private var columns = SIMD8<Int8>(repeating: empty)

  /// Bit `slot` where it moves right; 0 in empty slots.
  private var movesRight: UInt8 = 0

  /// Bit `slot` where it is gold; 0 in empty slots.
  private var isGold: UInt8 = 0

  private var spawnSpeed: Int8 = 10
  private var spawnTimer: Int8 = 10
  private var moveSpeed: Int8 = 5
  private var moveTimer: Int8 = 5
  private var rampTimer: Int8 = 100

  /// How often the game has grown harder.
  private var rampIndex: Int32 = 0

  private static let empty: Int8 = -1

  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance) {
    self.episode = episode
  }

  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int {
    if spawnTimer == 0 {
      spawn(drawing: &chance)
      spawnTimer = spawnSpeed
    }
    switch action {
    case .left: playerX = max(0, playerX &- 1)
    case .right: playerX = min(9, playerX &+ 1)
    case .up: playerY = max(1, playerY &- 1)
    case .down: playerY = min(8, playerY &+ 1)
    case .stay, .fire: break
    }
    // Only the slot of the player's row can meet the player.
    var reward = meet()
    if moveTimer == 0 {
      moveTimer = moveSpeed
      for slot in 0..<8 where columns[slot] != Self.empty {
        let column = columns[slot] &+ (movesRight & 1 &<< slot != 0 ? 1 : -1)
        if 0...9 ~= column { columns[slot] = column } else { clear(slot) }
      }
      reward += meet()
    }
    spawnTimer &-= 1
    moveTimer &-= 1
    if episode.settings.ramping { growHarder() }
    return reward
  }

  /// Fills a free slot, if there is one.
  private mutating func spawn(drawing chance: inout some Chance) {
    let isRight = chance.uniform() < 0.5
    let isGold = chance.uniform() < 1.0 / 3.0
    var free: UInt8 = 0
    for slot in 0..<8 where columns[slot] == Self.empty { free |= 1 &<< slot }
    if free == 0 { return }
    for _ in 0..<chance.below(free.nonzeroBitCount) { free &= free &- 1 }
    let slot = free.trailingZeroBitCount
    columns[slot] = isRight ? 0 : 9
    if isRight { movesRight |= 1 &<< slot }
    if isGold { self.isGold |= 1 &<< slot }
  }

  private mutating func clear(_ slot: Int) {
    columns[slot] = Self.empty
    movesRight &= ~(1 &<< slot)
    isGold &= ~(1 &<< slot)
  }

  /// Takes the gold at the player's place, or ends the game if an enemy is there.
  ///
  /// - Returns: The reward.
  private mutating func meet() -> Int {
    let slot = Int(playerY &- 1)
    guard columns[slot] == playerX else { return 0 }
    guard isGold & 1 &<< slot != 0 else {
      episode.isOver = true
      return 0
    }
    clear(slot)
    return 1
  }

  private mutating func growHarder() {
    guard spawnSpeed > 1 || moveSpeed > 1 else { return }
    // The timer runs down to −1, so that it takes 102 steps.
    if rampTimer >= 0 {
      rampTimer &-= 1
      return
    }
    if moveSpeed > 1 && rampIndex % 2 == 1 { moveSpeed &-= 1 }
    if spawnSpeed > 1 { spawnSpeed &-= 1 }
    rampIndex &+= 1
    rampTimer = 100
  }

  func draw(into planes: inout MutableSpan<Float>) {
    planes.mark(0, Int(playerX), Int(playerY))
    for slot in 0..<8 where columns[slot] != Self.empty {
      let x = Int(columns[slot])
      planes.mark(isGold & 1 &<< slot != 0 ? 3 : 1, x, slot + 1)
      planes.mark(2, movesRight & 1 &<< slot != 0 ? x - 1 : x + 1, slot + 1)
    }
  }

  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.place("player", &playerX, &playerY, rows: 1...8)
    var slots: [Int] = []
    for slot in 0..<8 {
      let bit: UInt8 = 1 << slot
      slots += [Int(columns[slot]), movesRight & bit == 0 ? 0 : 1, isGold & bit == 0 ? 0 : 1]
    }
    try fields.groups("slots", &slots, of: [-1...9, 0...1, 0...1], count: 8...8)
    for slot in 0..<8 {
      clear(slot)
      columns[slot] = Int8(slots[3 * slot])
      guard columns[slot] != Self.empty else { continue }
      movesRight |= UInt8(slots[3 * slot + 1]) << slot
      isGold |= UInt8(slots[3 * slot + 2]) << slot
    }
    try fields.number("spawnSpeed", &spawnSpeed, in: 1...10)
    try fields.number("spawnTimer", &spawnTimer, in: 0...10)
    try fields.number("moveSpeed", &moveSpeed, in: 1...5)
    try fields.number("moveTimer", &moveTimer, in: 0...5)
    try fields.number("rampTimer", &rampTimer, in: -1...100)
    try fields.number("ramps", &rampIndex, in: 0...Int(Int32.max))
  }
}
