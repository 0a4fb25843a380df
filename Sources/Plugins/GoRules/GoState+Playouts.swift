public import GameProtocol

extension GoState: Playouts {
  /// Plays random legal points that fill no own eye until neither side has one.
  ///
  /// Every such point is equally likely; a player without any passes. An eye is an empty point with
  /// own stones or edge on its four sides and at most one opposing stone on its diagonals, at the
  /// edge none.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    if isTerminal { return 0 }
    return switch parameters.rules.ko {
    case .simple: playOut(SimpleKo.self, using: &random)
    case .positional: playOut(PositionalSuperko.self, using: &random)
    case .situational: playOut(SituationalSuperko.self, using: &random)
    }
  }

  private mutating func playOut<Repeats: RepeatRule>(
    _ rule: Repeats.Type, using random: inout CounterRandom
  ) -> Int {
    let allowsSuicide = parameters.rules.allowsSuicide
    let limit = parameters.lengthLimit
    let first = plyCount
    var ko = ko
    var passCount = passCount
    var plyCount = plyCount
    var stone = Stone(playerToMove)
    var history = PositionHistory()
    swap(&history, &self.history)
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: board.layout.pointCount) { memory in
      guard let start = memory.baseAddress else { return }
      // The board is held once for the whole game: asking for it every ply costs as much as the ply.
      board.withMutableView { view, key, slot, taken in
        var empty = EmptyPoints(start, view)
        var choice = QuarterWords()
        while passCount < 2 && plyCount < limit {
          let last = slot
          slot = (slot &+ 1) & (BoardLayout.historyLength - 1)
          view.copyPlanes(from: last, to: slot)
          // Points that are tried in vain move behind those that were not tried.
          var untried = empty.count
          var point = 0
          while untried > 0 {
            let index = choice.below(untried, &random)
            let candidate = empty[index]
            let placement = view.playablePlacement(candidate, stone)
            if placement != .impossible && candidate != ko
              && (placement != .suicide || allowsSuicide)
              && !rule.forbids(candidate, stone, placement, view, key, history)
            {
              empty.drop(index)
              point = candidate
              break
            }
            untried &-= 1
            empty.exchange(index, untried)
          }
          if point == 0 {
            passCount &+= 1
            ko = 0
          } else {
            let result = view.place(point, stone, slot: slot, key: &key, sink: &empty)
            taken[stone.opposite.index] &+= Int32(truncatingIfNeeded: result.taken)
            taken[stone.index] &+= Int32(truncatingIfNeeded: result.lost)
            ko = rule.hasKoPoint ? result.ko : 0
            passCount = 0
          }
          plyCount &+= 1
          stone = stone.opposite
          rule.record(key, stone, in: &history)
        }
      }
    }
    swap(&history, &self.history)
    self.ko = ko
    self.passCount = passCount
    self.plyCount = plyCount
    playerToMove = stone == .black ? .first : .second
    judge()
    return plyCount - first
  }
}

/// What random play does about repetitions.
private protocol RepeatRule {
  /// Whether a single point is forbidden after a stone took one.
  static var hasKoPoint: Bool { get }
  /// Whether a stone would make a position that was on the board before.
  static func forbids(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView, _ key: PositionKey,
    _ history: borrowing PositionHistory
  ) -> Bool
  /// Enters a position with the colour to move.
  static func record(_ key: PositionKey, _ stone: Stone, in history: inout PositionHistory)
}

private enum SimpleKo: RepeatRule {
  static var hasKoPoint: Bool { true }

  @inline(__always)
  static func forbids(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView, _ key: PositionKey,
    _ history: borrowing PositionHistory
  ) -> Bool { false }

  @inline(__always)
  static func record(_ key: PositionKey, _ stone: Stone, in history: inout PositionHistory) {}
}

private enum PositionalSuperko: RepeatRule {
  static var hasKoPoint: Bool { false }

  @inline(__always)
  static func forbids(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView, _ key: PositionKey,
    _ history: borrowing PositionHistory
  ) -> Bool {
    view.canRepeat(point, stone, placement)
      && history.contains(key ^ view.keyChange(point, stone, placement))
  }

  @inline(__always)
  static func record(_ key: PositionKey, _ stone: Stone, in history: inout PositionHistory) {
    history.append(key)
  }
}

private enum SituationalSuperko: RepeatRule {
  static var hasKoPoint: Bool { false }

  @inline(__always)
  static func forbids(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView, _ key: PositionKey,
    _ history: borrowing PositionHistory
  ) -> Bool {
    view.canRepeat(point, stone, placement)
      && history.contains(
        (key ^ view.keyChange(point, stone, placement)).situation(toMove: stone.opposite))
  }

  @inline(__always)
  static func record(_ key: PositionKey, _ stone: Stone, in history: inout PositionHistory) {
    history.append(key.situation(toMove: stone))
  }
}

/// The empty points of a board in any order.
private struct EmptyPoints: RemovalSink {
  let points: UnsafeMutablePointer<UInt16>
  var count = 0

  init(_ points: UnsafeMutablePointer<UInt16>, _ view: BoardView) {
    self.points = points
    for row in 0..<view.layout.size {
      for column in 0..<view.layout.size {
        let point = view.layout.point(row: row, column: column)
        if view[point] == .none { remove(at: point) }
      }
    }
  }

  @inline(__always)
  mutating func remove(at point: Int) {
    points[count] = UInt16(truncatingIfNeeded: point)
    count &+= 1
  }

  @inline(__always)
  subscript(index: Int) -> Int { Int(points[index]) }

  @inline(__always)
  func exchange(_ left: Int, _ right: Int) {
    let point = points[left]
    points[left] = points[right]
    points[right] = point
  }

  /// Removes the point at an index.
  @inline(__always)
  mutating func drop(_ index: Int) {
    count &-= 1
    points[index] = points[count]
  }
}

/// Small random numbers, four from each 64 bits.
private struct QuarterWords {
  private var word: UInt64 = 0
  private var left = 0

  /// An integer in `0..<bound`, every one equally likely.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019),
  /// algorithm 5, with 16 bits.
  @inline(__always)
  mutating func below(_ bound: Int, _ random: inout CounterRandom) -> Int {
    let width = UInt32(truncatingIfNeeded: bound)
    var product = next(&random) &* width
    if product & 0xFFFF < width {
      let threshold = (0x10000 &- width) % width
      while product & 0xFFFF < threshold { product = next(&random) &* width }
    }
    return Int(product >> 16)
  }

  @inline(__always)
  private mutating func next(_ random: inout CounterRandom) -> UInt32 {
    if left == 0 {
      word = random.next()
      left = 4
    }
    left &-= 1
    defer { word >>= 16 }
    return UInt32(truncatingIfNeeded: word & 0xFFFF)
  }
}

extension BoardView {
  /// What would happen to a stone on an empty point; own eyes count as impossible.
  @inline(__always)
  fileprivate func playablePlacement(_ point: Int, _ stone: Stone) -> Placement {
    if hasEmptyNeighbour(point) { return .plain }
    return isEye(point, of: stone) ? .impossible : crowdedPlacement(point, stone)
  }
}
