import GameProtocol

extension SeaquestState {
  func draw(into planes: inout MutableSpan<Float>) {
    planes.mark(0, Int(subX), Int(subY))
    planes.mark(1, facesRight ? Int(subX) - 1 : Int(subX) + 1, Int(subY))
    mark(friendlyBullets, 2, into: &planes)
    markTrails(fish, into: &planes)
    markTrails(subs, into: &planes)
    markTrails(divers, into: &planes)
    mark(enemyBullets, 4, into: &planes)
    mark(fish, 5, into: &planes)
    mark(subs, 6, into: &planes)
    for x in 0..<max(0, Int(oxygen)) * 10 / 200 { planes.mark(7, x, 9) }
    for x in stride(from: 8, through: 9 - Int(aboard), by: -1) { planes.mark(8, x, 9) }
    mark(divers, 9, into: &planes)
  }

  private func mark<let capacity: Int>(
    _ swimmers: SmallList<capacity, Swimmer>, _ channel: Int, into planes: inout MutableSpan<Float>
  ) {
    for index in 0..<swimmers.count {
      planes.mark(channel, Int(swimmers[index].x), Int(swimmers[index].y))
    }
  }

  private func markTrails<let capacity: Int>(
    _ swimmers: SmallList<capacity, Swimmer>, into planes: inout MutableSpan<Float>
  ) {
    for index in 0..<swimmers.count {
      planes.mark(3, swimmers[index].columnBehind, Int(swimmers[index].y))
    }
  }

  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.place("sub", &subX, &subY, rows: 0...8)
    try fields.flag("right", &facesRight)
    try fields.number("shotTimer", &shotTimer, in: 0...5)
    try fields.number("oxygen", &oxygen, in: -1...200)
    try fields.number("aboard", &aboard, in: Int(Int32.min)...6)
    try fields.flag("surfaced", &isSurfaced)
    try fields.number("spawnSpeed", &spawnSpeed, in: 1...20)
    try fields.number("spawnTimer", &spawnTimer, in: 0...20)
    try fields.number("diverTimer", &diverTimer, in: 0...30)
    try fields.number("moveSpeed", &moveSpeed, in: 2...5)
    try fields.number("ramps", &rampIndex, in: 0...Int(Int32.max))
    try Self.exchange("friendlyBullets", &friendlyBullets, with: &fields, timers: 0)
    try Self.exchange("enemyBullets", &enemyBullets, with: &fields, timers: 0)
    try Self.exchange("divers", &divers, with: &fields, timers: 1)
    try Self.exchange("fish", &fish, with: &fields, timers: 1)
    try Self.exchange("subs", &subs, with: &fields, timers: 2)
  }

  /// Writes or reads a list: for each element column, row, 1 if it moves right, and its timers.
  private static func exchange<let capacity: Int>(
    _ name: String, _ swimmers: inout SmallList<capacity, Swimmer>,
    with fields: inout some PositionFields, timers: Int
  ) throws(NotationError) {
    var values: [Int] = []
    for index in 0..<swimmers.count {
      let swimmer = swimmers[index]
      values += [Int(swimmer.x), Int(swimmer.y), swimmer.movesRight ? 1 : 0]
      values += [Int(swimmer.moveTimer), Int(swimmer.shotTimer)].prefix(timers)
    }
    let ranges = [0...9, 0...8, 0...1] + [0...5, 0...10].prefix(timers)
    try fields.groups(name, &values, of: ranges, count: 0...capacity)
    swimmers = SmallList(filler: Swimmer())
    for start in stride(from: 0, to: values.count, by: ranges.count) {
      swimmers.append(
        Swimmer(
          x: Int8(values[start]), y: Int8(values[start + 1]), movesRight: values[start + 2] == 1,
          moveTimer: timers > 0 ? Int8(values[start + 3]) : 0,
          shotTimer: timers > 1 ? Int8(values[start + 4]) : 0))
    }
  }
}
