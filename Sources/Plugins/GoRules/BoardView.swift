import GameProtocol

/// What would happen to a stone that is placed on an empty point, by the stones around alone.
enum Placement {
  /// It would leave itself without a liberty: a single stone.
  case impossible
  /// It has a liberty, even if it takes nothing.
  case plain
  /// It has a liberty only because it takes something.
  case capture
  /// It takes nothing, and dies with the chains around it.
  case suicide
}

/// Hears of stones that are taken off the board.
protocol RemovalSink {
  mutating func remove(at point: Int)
}

/// A sink for whoever does not care.
struct NoSink: RemovalSink {
  @inline(__always)
  mutating func remove(at point: Int) {}
}

/// What a board knows of a point, in one word.
///
/// A chain is a circular list of its stones through `next`; each has the number of one of them as
/// `head`. There, `liberties` counts pairs of a stone of the chain and an empty point beside it: 0
/// exactly when the chain has no liberty. Empty points and border have head 0.
///
/// Source: the pseudo-liberties of Lew, "Library of effective Go routines" (libEGO), 2007.
struct BoardPoint {
  /// The raw value of what is on the point.
  var stone: UInt16
  var head: UInt16
  var next: UInt16
  var liberties: UInt16
}

/// The parts of a board, to be used only while its block of memory is held.
struct BoardView {
  let layout: BoardLayout
  let points: UnsafeMutablePointer<BoardPoint>
  /// Stones by step and colour, then what was ever taken, `[historyLength + 1, 2, wordCount]`, and
  /// the plane of the board without the border between rows.
  let planes: UnsafeMutablePointer<UInt64>
  let keys: UnsafePointer<PositionKey>

  @inline(__always)
  init(_ memory: UnsafeMutablePointer<UInt64>, _ layout: BoardLayout, _ zobrist: ZobristTable) {
    self.layout = layout
    points = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: BoardPoint.self)
    planes = memory + layout.pointCount
    keys = zobrist.keys
  }

  @inline(__always)
  subscript(point: Int) -> Stone {
    Stone(rawValue: UInt8(truncatingIfNeeded: points[point].stone))
  }

  /// The four neighbours.
  @inline(__always)
  func neighbours(_ point: Int) -> InlineArray<4, Int> {
    [point &- layout.stride, point &- 1, point &+ 1, point &+ layout.stride]
  }

  /// What is known of the four neighbours.
  @inline(__always)
  func around(_ point: Int) -> (BoardPoint, BoardPoint, BoardPoint, BoardPoint) {
    (
      points[point &- layout.stride], points[point &- 1], points[point &+ 1],
      points[point &+ layout.stride]
    )
  }

  @inline(__always)
  func key(_ point: Int, _ stone: Stone) -> PositionKey { keys[2 &* point &+ stone.index] }

  // MARK: Looking

  /// Whether a point has an empty neighbour.
  @inline(__always)
  func hasEmptyNeighbour(_ point: Int) -> Bool {
    let near = around(point)
    return equal(near.0.stone, 0) | equal(near.1.stone, 0) | equal(near.2.stone, 0)
      | equal(near.3.stone, 0) != 0
  }

  /// Whether all neighbours of a point are stones of a colour, or border.
  @inline(__always)
  func isSurrounded(_ point: Int, by stone: Stone) -> Bool {
    let near = around(point)
    return near.0.stone & near.1.stone & near.2.stone & near.3.stone & UInt16(stone.rawValue) != 0
  }

  /// Whether an empty point is an eye that its owner should not fill: surrounded, with at most one
  /// opposing stone on the diagonals, and none at the edge.
  @inline(__always)
  func isEye(_ point: Int, of stone: Stone) -> Bool {
    isSurrounded(point, by: stone) && hasSafeDiagonals(point, of: stone)
  }

  private func hasSafeDiagonals(_ point: Int, of stone: Stone) -> Bool {
    let up = point &- layout.stride
    let down = point &+ layout.stride
    let diagonals = (
      points[up &- 1].stone, points[up &+ 1].stone, points[down &- 1].stone,
      points[down &+ 1].stone
    )
    let other = UInt16(stone.opposite.rawValue)
    let edge = UInt16(Stone.border.rawValue)
    let opposing =
      equal(diagonals.0, other) &+ equal(diagonals.1, other) &+ equal(diagonals.2, other)
      &+ equal(diagonals.3, other)
    let edges =
      equal(diagonals.0, edge) | equal(diagonals.1, edge) | equal(diagonals.2, edge)
      | equal(diagonals.3, edge)
    return opposing &+ edges < 2
  }

  /// Whether the chain of a neighbour has no liberty but the point itself, when a stone stands there.
  ///
  /// - Parameters:
  ///   - chain: The chain's head.
  ///   - point: The point.
  /// - Returns: Whether all its pseudo-liberties are there.
  @inline(__always)
  func depends(_ chain: UInt16, on point: Int) -> Bool {
    let near = around(point)
    return points[Int(chain)].liberties == equal(near.0.head, chain) &+ equal(near.1.head, chain)
      &+ equal(near.2.head, chain) &+ equal(near.3.head, chain)
  }

  /// What would happen to a stone on an empty point.
  @inline(__always)
  func placement(_ point: Int, _ stone: Stone) -> Placement {
    hasEmptyNeighbour(point) ? .plain : crowdedPlacement(point, stone)
  }

  /// What would happen to a stone on an empty point without an empty neighbour.
  ///
  /// Written without branches, whose outcome nothing could predict.
  @inline(__always)
  func crowdedPlacement(_ point: Int, _ stone: Stone) -> Placement {
    let near = around(point)
    let same01 = equal(near.0.head, near.1.head)
    let same02 = equal(near.0.head, near.2.head)
    let same03 = equal(near.0.head, near.3.head)
    let same12 = equal(near.1.head, near.2.head)
    let same13 = equal(near.1.head, near.3.head)
    let same23 = equal(near.2.head, near.3.head)
    // Whether all pseudo-liberties of a neighbour's chain are on the point.
    let isLast = (
      equal(points[Int(near.0.head)].liberties, 1 &+ same01 &+ same02 &+ same03),
      equal(points[Int(near.1.head)].liberties, 1 &+ same01 &+ same12 &+ same13),
      equal(points[Int(near.2.head)].liberties, 1 &+ same02 &+ same12 &+ same23),
      equal(points[Int(near.3.head)].liberties, 1 &+ same03 &+ same13 &+ same23)
    )
    let own = UInt16(stone.rawValue)
    let other = UInt16(stone.opposite.rawValue)
    let isOwn = (
      equal(near.0.stone, own), equal(near.1.stone, own), equal(near.2.stone, own),
      equal(near.3.stone, own)
    )
    let isFree =
      (isOwn.0 & ~isLast.0) | (isOwn.1 & ~isLast.1) | (isOwn.2 & ~isLast.2)
      | (isOwn.3 & ~isLast.3)
    let takes =
      (isLast.0 & equal(near.0.stone, other)) | (isLast.1 & equal(near.1.stone, other))
      | (isLast.2 & equal(near.2.stone, other)) | (isLast.3 & equal(near.3.stone, other))
    if isFree != 0 { return .plain }
    if takes != 0 { return .capture }
    return isOwn.0 | isOwn.1 | isOwn.2 | isOwn.3 != 0 ? .suicide : .impossible
  }

  /// The key of a chain's stones.
  func chainKey(_ start: Int, _ stone: Stone) -> PositionKey {
    var key = PositionKey()
    var point = start
    repeat {
      key ^= self.key(point, stone)
      point = Int(points[point].next)
    } while point != start
    return key
  }

  /// What the position's key changes by if a stone is placed.
  func keyChange(_ point: Int, _ stone: Stone, _ placement: Placement) -> PositionKey {
    var change = placement == .suicide ? PositionKey() : key(point, stone)
    // A plain stone may take something as well, when it has a liberty anyway.
    let dying = placement == .suicide ? stone : stone.opposite
    let near = neighbours(point)
    var done: (UInt16, UInt16, UInt16) = (0, 0, 0)
    for index in 0..<4 where self[near[index]] == dying {
      let chain = points[near[index]].head
      if chain == done.0 || chain == done.1 || chain == done.2 { continue }
      done = (chain, done.0, done.1)
      if depends(chain, on: point) { change ^= chainKey(near[index], dying) }
    }
    return change
  }

  // MARK: Bits

  /// The bit of a point in a plane.
  @inline(__always)
  func bit(_ point: Int) -> Int { point &- layout.stride &- 1 }

  /// The planes of a step of history, or of the stones ever taken.
  @inline(__always)
  func plane(_ slot: Int, _ colour: Int) -> UnsafeMutablePointer<UInt64> {
    planes + (2 &* slot &+ colour) &* layout.wordCount
  }

  /// The plane of all points.
  @inline(__always)
  var boardPlane: UnsafeMutablePointer<UInt64> { plane(BoardLayout.historyLength + 1, 0) }

  /// One word of what a plane covers when every point spreads to its neighbours.
  @inline(__always)
  func spread(_ plane: borrowing BoardPlane, word index: Int) -> UInt64 {
    let shift = UInt64(layout.stride)
    let word = plane[index]
    let below = index > 0 ? plane[index - 1] : 0
    let above = index + 1 < layout.wordCount ? plane[index + 1] : 0
    return word << 1 | word >> 1 | word << shift | word >> shift | below >> 63 | above << 63
      | below >> (64 - shift) | above << (64 - shift)
  }

  @inline(__always)
  func flip(_ point: Int, _ stone: Stone, slot: Int) {
    let bit = bit(point)
    plane(slot, stone.index)[bit >> 6] ^= 1 &<< UInt64(bit & 63)
  }

  /// Whether a stone of a colour was ever taken from a point.
  @inline(__always)
  func wasTaken(_ point: Int, _ stone: Stone) -> Bool {
    let bit = bit(point)
    return plane(BoardLayout.historyLength, stone.index)[bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }

  /// Whether a stone might make an old position: one that stays does so only where such a stone stood
  /// and was taken since.
  @inline(__always)
  func canRepeat(_ point: Int, _ stone: Stone, _ placement: Placement) -> Bool {
    placement == .suicide || wasTaken(point, stone)
  }

  /// Starts a new step of history as a copy of the last one.
  @inline(__always)
  func copyPlanes(from slot: Int, to target: Int) {
    let count = 2 &* layout.wordCount
    (planes + target &* count).update(from: planes + slot &* count, count: count)
  }

  // MARK: Stones

  /// Joins two different chains.
  ///
  /// - Returns: The head of both.
  private func join(_ first: UInt16, _ second: UInt16) -> UInt16 {
    // More liberties mean more stones, as a rule: the shorter chain is to be renamed.
    let isFirst = points[Int(first)].liberties > points[Int(second)].liberties
    let keeper = isFirst ? first : second
    let other = Int(isFirst ? second : first)
    points[Int(keeper)].liberties &+= points[other].liberties
    var point = other
    repeat {
      points[point].head = keeper
      point = Int(points[point].next)
    } while point != other
    let following = points[other].next
    points[other].next = points[Int(keeper)].next
    points[Int(keeper)].next = following
    return keeper
  }

  /// Takes a chain off the board.
  ///
  /// - Returns: The number of stones.
  @inline(never)
  private func removeChain(
    _ start: Int, _ stone: Stone, slot: Int, key: inout PositionKey, sink: inout some RemovalSink
  ) -> Int {
    let present = plane(slot, stone.index)
    let everTaken = plane(BoardLayout.historyLength, stone.index)
    var count = 0
    var point = start
    repeat {
      let near = around(point)
      // Heads of the dead are not read again, so neighbours of the same chain may be counted too.
      points[Int(near.0.head)].liberties &+= 1
      points[Int(near.1.head)].liberties &+= 1
      points[Int(near.2.head)].liberties &+= 1
      points[Int(near.3.head)].liberties &+= 1
      key ^= self.key(point, stone)
      let bit = bit(point)
      present[bit >> 6] ^= 1 &<< UInt64(bit & 63)
      everTaken[bit >> 6] |= 1 &<< UInt64(bit & 63)
      sink.remove(at: point)
      count &+= 1
      let following = Int(points[point].next)
      points[point].stone = 0
      points[point].head = 0
      point = following
    } while point != start
    return count
  }

  /// Places a stone, takes chains of the opponent without liberties, and then its own if it has none.
  ///
  /// - Parameters:
  ///   - point: An empty point.
  ///   - stone: The stone.
  ///   - slot: The step of history that is drawn.
  ///   - key: The key of the position, kept up.
  ///   - sink: Hears what is taken.
  /// - Returns: The stones taken of the opponent, the own stones taken, and the point on which the
  ///   opponent may not take back at once, or 0.
  @inline(__always)
  func place(
    _ point: Int, _ stone: Stone, slot: Int, key: inout PositionKey, sink: inout some RemovalSink
  ) -> (taken: Int, lost: Int, ko: Int) {
    let own = UInt16(stone.rawValue)
    let opponent = stone.opposite
    let other = UInt16(opponent.rawValue)
    key ^= self.key(point, stone)
    flip(point, stone, slot: slot)
    let places = neighbours(point)
    let near = around(point)
    // The border and empty points have head 0, whose count nobody reads.
    points[Int(near.0.head)].liberties &-= 1
    points[Int(near.1.head)].liberties &-= 1
    points[Int(near.2.head)].liberties &-= 1
    points[Int(near.3.head)].liberties &-= 1
    let empty =
      equal(near.0.stone, 0) &+ equal(near.1.stone, 0) &+ equal(near.2.stone, 0)
      &+ equal(near.3.stone, 0)
    // The stone joins the chain of a friend, or itself where there is none, without a branch.
    let number = UInt16(truncatingIfNeeded: point)
    var friend = point
    friend = choose(equal(near.0.stone, own), places[0], friend)
    friend = choose(equal(near.1.stone, own), places[1], friend)
    friend = choose(equal(near.2.stone, own), places[2], friend)
    friend = choose(equal(near.3.stone, own), places[3], friend)
    points[point] = BoardPoint(stone: own, head: number, next: number, liberties: 0)
    var keeper = points[friend].head
    points[point].head = keeper
    points[point].next = points[friend].next
    points[friend].next = number
    points[Int(keeper)].liberties &+= empty
    let dead =
      (equal(near.0.stone, other) & equal(points[Int(near.0.head)].liberties, 0))
      | (equal(near.1.stone, other) & equal(points[Int(near.1.head)].liberties, 0))
      | (equal(near.2.stone, other) & equal(points[Int(near.2.head)].liberties, 0))
      | (equal(near.3.stone, other) & equal(points[Int(near.3.head)].liberties, 0))
    let friends =
      (equal(near.0.stone, own) & (1 ^ equal(near.0.head, keeper)))
      | (equal(near.1.stone, own) & (1 ^ equal(near.1.head, keeper)))
      | (equal(near.2.stone, own) & (1 ^ equal(near.2.head, keeper)))
      | (equal(near.3.stone, own) & (1 ^ equal(near.3.head, keeper)))
    if friends != 0 {
      for index in 0..<4 {
        let chain = points[places[index]].head
        if points[places[index]].stone == own && chain != keeper { keeper = join(chain, keeper) }
      }
    }
    if dead != 0 {
      var taken = 0
      var ko = 0
      for index in 0..<4 {
        let neighbour = places[index]
        if points[neighbour].stone == other
          && points[Int(points[neighbour].head)].liberties == 0
        {
          taken &+= removeChain(neighbour, opponent, slot: slot, key: &key, sink: &sink)
          ko = neighbour
        }
      }
      let isSingle =
        taken == 1 && points[point].next == number && points[Int(keeper)].liberties == 1
      return (taken, 0, isSingle ? ko : 0)
    }
    if points[Int(keeper)].liberties != 0 { return (0, 0, 0) }
    return (0, removeChain(point, stone, slot: slot, key: &key, sink: &sink), 0)
  }
}

/// 1 if the numbers are equal, otherwise 0; of a comparison the compiler would make branches.
@inline(__always)
private func equal(_ left: UInt16, _ right: UInt16) -> UInt16 {
  UInt16(truncatingIfNeeded: (UInt32(left ^ right) &- 1) >> 31)
}

/// The first number for 1 and the second for 0, without a branch.
@inline(__always)
private func choose(_ condition: UInt16, _ first: Int, _ second: Int) -> Int {
  second ^ ((first ^ second) & (0 &- Int(condition)))
}
