import GameProtocol

/// A position of Seaquest: a submarine that rescues divers among fish and enemy submarines, and
/// has to come up for air.
struct SeaquestState: MinAtarState {
  static let name = "minatar-seaquest"
  static let symbols = "AB!-:fSOdD"
  static let drawsNumbers = true

  /// Anything that moves along a row by itself.
  struct Swimmer: Hashable, BitwiseCopyable, Sendable {
    var x: Int8 = 0
    var y: Int8 = 0
    var movesRight = false
    /// How many steps until it moves; bullets never wait.
    var moveTimer: Int8 = 0
    /// How many steps until an enemy submarine shoots.
    var shotTimer: Int8 = 0

    /// Moves one column.
    ///
    /// - Returns: Whether it is still on the grid.
    @inline(__always)
    mutating func move() -> Bool {
      x &+= movesRight ? 1 : -1
      return 0...9 ~= x
    }

    /// The column behind it, perhaps off the grid.
    var columnBehind: Int { movesRight ? Int(x) - 1 : Int(x) + 1 }
  }

  private static let fullOxygen: Int16 = 200
  private static let diverSpeed: Int8 = 5
  private static let enemyShotInterval: Int8 = 10

  /// Enough: with an enemy a step, the fastest coming of all, 30 are on the grid at a time.
  typealias Swimmers = SmallList<32, Swimmer>

  /// Enough: the player shoots at most every fifth step, divers come every thirtieth.
  typealias FewSwimmers = SmallList<4, Swimmer>

  var episode: MinAtarEpisode

  var subX: Int8 = 5
  var subY: Int8 = 0
  var facesRight = false
  var shotTimer: Int8 = 0
  var oxygen: Int16 = 200

  /// Divers aboard; below 0 after six were delivered, because one more leaves than there were.
  var aboard: Int32 = 0

  /// Whether the submarine has not dived since it came up.
  var isSurfaced = true

  var spawnSpeed: Int8 = 20
  var spawnTimer: Int8 = 20
  var diverTimer: Int8 = 30
  var moveSpeed: Int8 = 5

  /// How often the game has grown harder.
  var rampIndex: Int32 = 0

  var friendlyBullets = FewSwimmers(filler: Swimmer())
  var divers = FewSwimmers(filler: Swimmer())
  var enemyBullets = Swimmers(filler: Swimmer())
  var fish = Swimmers(filler: Swimmer())
  var subs = Swimmers(filler: Swimmer())

  init(_ episode: MinAtarEpisode, drawing chance: inout some Chance) {
    self.episode = episode
  }

  mutating func advance(_ action: MinAtarAction, drawing chance: inout some Chance) -> Int {
    if spawnTimer == 0 {
      spawnEnemy(drawing: &chance)
      spawnTimer = spawnSpeed
    }
    if diverTimer == 0 {
      let movesRight = chance.uniform() < 0.5
      divers.append(Self.newcomer(movesRight, chance.below(8), moveTimer: Self.diverSpeed))
      diverTimer = 30
    }
    take(action)
    var reward = moveFriendlyBullets()
    moveDivers()
    reward += moveSubs()
    moveEnemyBullets()
    reward += moveFish()
    if spawnTimer > 0 { spawnTimer &-= 1 }
    if diverTimer > 0 { diverTimer &-= 1 }
    if shotTimer > 0 { shotTimer &-= 1 }
    if oxygen <= 0 { episode.isOver = true }
    return reward + breathe()
  }

  private static func newcomer(_ movesRight: Bool, _ row: Int, moveTimer: Int8) -> Swimmer {
    Swimmer(
      x: movesRight ? 0 : 9, y: Int8(truncatingIfNeeded: row &+ 1), movesRight: movesRight,
      moveTimer: moveTimer)
  }

  private mutating func spawnEnemy(drawing chance: inout some Chance) {
    let movesRight = chance.uniform() < 0.5
    let isSub = chance.uniform() < 1.0 / 3.0
    var enemy = Self.newcomer(movesRight, chance.below(8), moveTimer: moveSpeed)
    let meets = { (other: Swimmer) in other.y == enemy.y && other.movesRight != movesRight }
    if fish.firstIndex(where: meets) != nil || subs.firstIndex(where: meets) != nil { return }
    if isSub {
      enemy.shotTimer = Self.enemyShotInterval
      subs.append(enemy)
    } else {
      fish.append(enemy)
    }
  }

  @inline(__always)
  private mutating func take(_ action: MinAtarAction) {
    switch action {
    case .fire:
      if shotTimer == 0 {
        friendlyBullets.append(Swimmer(x: subX, y: subY, movesRight: facesRight))
        shotTimer = 5
      }
    case .left:
      subX = max(0, subX &- 1)
      facesRight = false
    case .right:
      subX = min(9, subX &+ 1)
      facesRight = true
    case .up: subY = max(0, subY &- 1)
    case .down: subY = min(8, subY &+ 1)
    case .stay: break
    }
  }

  @inline(__always)
  private func isAtSub(_ swimmer: Swimmer) -> Bool { swimmer.x == subX && swimmer.y == subY }

  // In the lists the newest is considered first, and what follows a place has been considered when
  // its element is taken out.

  private mutating func moveFriendlyBullets() -> Int {
    var reward = 0
    for index in stride(from: friendlyBullets.count - 1, through: 0, by: -1) {
      var bullet = friendlyBullets[index]
      let isOnGrid = bullet.move()
      friendlyBullets[index] = bullet
      let isHere = { (other: Swimmer) in other.x == bullet.x && other.y == bullet.y }
      // Who leaves is the oldest bullet in this place, be it one that has yet to move.
      if !isOnGrid {
        friendlyBullets.removeFirst(equalTo: bullet)
      } else if let hit = fish.firstIndex(where: isHere) {
        fish.remove(at: hit)
        friendlyBullets.removeFirst(equalTo: bullet)
        reward += 1
      } else if let hit = subs.firstIndex(where: isHere) {
        subs.remove(at: hit)
        friendlyBullets.removeFirst(equalTo: bullet)
        reward += 1
      }
    }
    return reward
  }

  private mutating func moveDivers() {
    for index in stride(from: divers.count - 1, through: 0, by: -1) {
      if takesAboard(divers[index]) {
        divers.remove(at: index)
      } else if divers[index].moveTimer > 0 {
        divers[index].moveTimer &-= 1
      } else {
        divers[index].moveTimer = Self.diverSpeed
        let isOnGrid = divers[index].move()
        if !isOnGrid || takesAboard(divers[index]) { divers.remove(at: index) }
      }
    }
  }

  /// Takes a diver aboard, if it is at the submarine and there is room.
  private mutating func takesAboard(_ diver: Swimmer) -> Bool {
    guard isAtSub(diver) && aboard < 6 else { return false }
    aboard &+= 1
    return true
  }

  private mutating func moveSubs() -> Int {
    var reward = 0
    for index in stride(from: subs.count - 1, through: 0, by: -1) {
      var sub = subs[index]
      let fate = moveEnemy(&sub)
      // It shoots even when it has just gone.
      if sub.shotTimer == 0 {
        sub.shotTimer = Self.enemyShotInterval
        enemyBullets.append(Swimmer(x: sub.x, y: sub.y, movesRight: sub.movesRight))
      } else {
        sub.shotTimer &-= 1
      }
      if fate == .stays { subs[index] = sub } else { subs.remove(at: index) }
      if fate == .isHit { reward += 1 }
    }
    return reward
  }

  private mutating func moveFish() -> Int {
    var reward = 0
    for index in stride(from: fish.count - 1, through: 0, by: -1) {
      var enemy = fish[index]
      let fate = moveEnemy(&enemy)
      if fate == .stays { fish[index] = enemy } else { fish.remove(at: index) }
      if fate == .isHit { reward += 1 }
    }
    return reward
  }

  /// What becomes of an enemy in a step.
  private enum Fate { case stays, leaves, isHit }

  /// Moves a fish or an enemy submarine, which ends the game where it meets the player, and takes out
  /// the bullet that hits it.
  private mutating func moveEnemy(_ enemy: inout Swimmer) -> Fate {
    if isAtSub(enemy) { episode.isOver = true }
    if enemy.moveTimer > 0 {
      enemy.moveTimer &-= 1
      return .stays
    }
    enemy.moveTimer = moveSpeed
    if !enemy.move() { return .leaves }
    if isAtSub(enemy) {
      episode.isOver = true
      return .stays
    }
    let place = enemy
    let bullet = friendlyBullets.firstIndex { $0.x == place.x && $0.y == place.y }
    guard let bullet else { return .stays }
    friendlyBullets.remove(at: bullet)
    return .isHit
  }

  private mutating func moveEnemyBullets() {
    for index in stride(from: enemyBullets.count - 1, through: 0, by: -1) {
      if isAtSub(enemyBullets[index]) { episode.isOver = true }
      if !enemyBullets[index].move() {
        enemyBullets.remove(at: index)
      } else if isAtSub(enemyBullets[index]) {
        episode.isOver = true
      }
    }
  }

  /// Uses up oxygen under water, and at the surface exchanges divers for air.
  ///
  /// - Returns: The reward: with six divers aboard, one for each full twentieth of oxygen left.
  private mutating func breathe() -> Int {
    if subY > 0 {
      oxygen &-= 1
      isSurfaced = false
      return 0
    }
    if isSurfaced { return 0 }
    if aboard == 0 {
      episode.isOver = true
      return 0
    }
    isSurfaced = true
    var reward = 0
    if aboard == 6 {
      aboard = 0
      reward = Int(oxygen) * 10 / Int(Self.fullOxygen)
    }
    oxygen = Self.fullOxygen
    // One diver leaves in any case, also after all six have left.
    aboard &-= 1
    if episode.settings.ramping { growHarder() }
    return reward
  }

  private mutating func growHarder() {
    guard spawnSpeed > 1 || moveSpeed > 2 else { return }
    if moveSpeed > 2 && rampIndex % 2 == 1 { moveSpeed &-= 1 }
    if spawnSpeed > 1 { spawnSpeed &-= 1 }
    rampIndex &+= 1
  }
}
