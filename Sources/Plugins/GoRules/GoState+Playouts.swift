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
    let first = plyCount
    let pointCount = board.layout.pointCount
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 2 * pointCount) { memory in
      guard let start = memory.baseAddress else { return }
      var empty = EmptyPoints(points: start, places: start + pointCount)
      board.withView { view in
        for row in 0..<view.layout.size {
          for column in 0..<view.layout.size {
            let point = view.layout.point(row: row, column: column)
            if view[point] == .none { empty.remove(at: point) }
          }
        }
      }
      var choice = HalfWords()
      while status == .goesOn { playRandomly(&empty, &choice, &random) }
    }
    return plyCount - first
  }

  /// Plays one random ply.
  @inline(__always)
  private mutating func playRandomly(
    _ empty: inout EmptyPoints, _ choice: inout HalfWords, _ random: inout CounterRandom
  ) {
    let stone = Stone(playerToMove)
    // Points that are tried in vain move behind those that were not tried.
    var untried = empty.count
    var chosen = 0
    board.withView { view in
      while untried > 0 {
        let index = choice.below(untried, &random)
        let point = Int(empty.points[index])
        if !view.isEye(point, of: stone) && isLegal(point, stone, view) {
          chosen = point
          return
        }
        untried -= 1
        empty.exchange(index, untried)
      }
    }
    if chosen == 0 {
      make(pass)
    } else {
      empty.drop(chosen)
      let retaken = board.place(stone, at: chosen, sink: &empty)
      ko = parameters.rules.ko == .simple ? retaken : 0
      passCount = 0
      plyCount += 1
      playerToMove = playerToMove.opponent
      record()
    }
    judge()
  }
}

/// The empty points of a board in any order, and where in it each is.
private struct EmptyPoints: RemovalSink {
  let points: UnsafeMutablePointer<UInt16>
  let places: UnsafeMutablePointer<UInt16>
  var count = 0

  init(points: UnsafeMutablePointer<UInt16>, places: UnsafeMutablePointer<UInt16>) {
    self.points = points
    self.places = places
  }

  @inline(__always)
  mutating func remove(at point: Int) {
    points[count] = UInt16(truncatingIfNeeded: point)
    places[point] = UInt16(truncatingIfNeeded: count)
    count += 1
  }

  @inline(__always)
  func exchange(_ left: Int, _ right: Int) {
    let first = points[left]
    let second = points[right]
    points[left] = second
    points[right] = first
    places[Int(second)] = UInt16(truncatingIfNeeded: left)
    places[Int(first)] = UInt16(truncatingIfNeeded: right)
  }

  @inline(__always)
  mutating func drop(_ point: Int) {
    count -= 1
    exchange(Int(places[point]), count)
  }
}

/// Small random numbers, two from each 64 bits.
private struct HalfWords {
  private var spare: UInt32?

  /// An integer in `0..<bound`, every one equally likely.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019),
  /// algorithm 5, with 32 bits.
  @inline(__always)
  mutating func below(_ bound: Int, _ random: inout CounterRandom) -> Int {
    let width = UInt32(truncatingIfNeeded: bound)
    var product = UInt64(next(&random)) &* UInt64(width)
    if UInt32(truncatingIfNeeded: product) < width {
      let threshold = (0 &- width) % width
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next(&random)) &* UInt64(width)
      }
    }
    return Int(product >> 32)
  }

  @inline(__always)
  private mutating func next(_ random: inout CounterRandom) -> UInt32 {
    if let half = spare {
      spare = nil
      return half
    }
    let word = random.next()
    spare = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }
}
