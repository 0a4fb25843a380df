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

/// The parts of a board, to be used only while its block of memory is held.
///
/// A chain is a circular list of its stones through `next`; each has the number of one of them as
/// `head`. There, `liberties` counts pairs of a stone of the chain and an empty point beside it: 0
/// exactly when the chain has no liberty.
///
/// Source: the pseudo-liberties of Lew, "Library of effective Go routines" (libEGO), 2007.
struct BoardView {
  let layout: BoardLayout
  let stones: UnsafeMutablePointer<UInt8>
  let head: UnsafeMutablePointer<UInt16>
  let next: UnsafeMutablePointer<UInt16>
  let liberties: UnsafeMutablePointer<UInt16>
  /// `[historyLength + 1, 2, wordCount]`: stones by step and colour; last, what was ever taken.
  let planes: UnsafeMutablePointer<UInt64>
  let keys: UnsafePointer<PositionKey>

  @inline(__always)
  init(_ memory: UnsafeMutablePointer<UInt64>, _ layout: BoardLayout, _ zobrist: ZobristTable) {
    let bytes = UnsafeMutableRawPointer(memory)
    self.layout = layout
    stones = bytes.assumingMemoryBound(to: UInt8.self)
    head = (bytes + layout.headOffset).assumingMemoryBound(to: UInt16.self)
    next = (bytes + layout.nextOffset).assumingMemoryBound(to: UInt16.self)
    liberties = (bytes + layout.libertyOffset).assumingMemoryBound(to: UInt16.self)
    planes = memory + layout.planeOffset / 8
    keys = zobrist.keys
  }

  @inline(__always)
  subscript(point: Int) -> Stone { Stone(rawValue: stones[point]) }

  /// The four neighbours.
  @inline(__always)
  func neighbours(_ point: Int) -> InlineArray<4, Int> {
    [point - layout.stride, point - 1, point + 1, point + layout.stride]
  }

  /// Calls for each of the four neighbours, as straight code.
  @inline(__always)
  func forEachNeighbour(_ point: Int, _ body: (Int) -> Void) {
    body(point - layout.stride)
    body(point - 1)
    body(point + 1)
    body(point + layout.stride)
  }

  @inline(__always)
  func key(_ point: Int, _ stone: Stone) -> PositionKey { keys[2 * point + stone.index] }

  /// Whether a point has an empty neighbour.
  @inline(__always)
  func hasEmptyNeighbour(_ point: Int) -> Bool {
    let near = neighbours(point)
    return stones[near[0]] == 0 || stones[near[1]] == 0 || stones[near[2]] == 0
      || stones[near[3]] == 0
  }

  /// Whether all neighbours of a point are stones of a colour, or border.
  @inline(__always)
  func isSurrounded(_ point: Int, by stone: Stone) -> Bool {
    let near = neighbours(point)
    return stones[near[0]] & stones[near[1]] & stones[near[2]] & stones[near[3]]
      & stone.rawValue != 0
  }

  /// Whether an empty point is an eye that its owner should not fill: surrounded, with at most one
  /// opposing stone on the diagonals, and none at the edge.
  @inline(__always)
  func isEye(_ point: Int, of stone: Stone) -> Bool {
    if !isSurrounded(point, by: stone) { return false }
    let up = point - layout.stride
    let down = point + layout.stride
    var opposing = 0
    var edges = 0
    let other = stone.opposite.rawValue
    let diagonals: InlineArray<4, Int> = [up - 1, up + 1, down - 1, down + 1]
    for index in 0..<4 {
      if stones[diagonals[index]] == other { opposing += 1 }
      if stones[diagonals[index]] == 3 { edges = 1 }
    }
    return opposing + edges < 2
  }

  /// Whether the chain of a neighbour has no liberty but the point itself, when a stone stands there.
  ///
  /// - Parameters:
  ///   - chain: The chain's head.
  ///   - point: The point.
  /// - Returns: Whether all its pseudo-liberties are there.
  @inline(__always)
  func depends(_ chain: UInt16, on point: Int) -> Bool {
    var count: UInt16 = 0
    forEachNeighbour(point) { if head[$0] == chain { count &+= 1 } }
    return liberties[Int(chain)] == count
  }

  /// What would happen to a stone on an empty point.
  @inline(__always)
  func placement(_ point: Int, _ stone: Stone) -> Placement {
    hasEmptyNeighbour(point) ? .plain : crowdedPlacement(point, stone)
  }

  /// What would happen to a stone on an empty point without an empty neighbour.
  func crowdedPlacement(_ point: Int, _ stone: Stone) -> Placement {
    let near = neighbours(point)
    var hasFriend = false
    var takes = false
    for index in 0..<4 {
      let neighbour = near[index]
      let there = stones[neighbour]
      if there == 3 { continue }
      let isLast = depends(head[neighbour], on: point)
      if there == stone.rawValue {
        hasFriend = true
        if !isLast { return .plain }
      } else if isLast {
        takes = true
      }
    }
    return takes ? .capture : hasFriend ? .suicide : .impossible
  }

  /// The key of a chain's stones.
  func chainKey(_ start: Int, _ stone: Stone) -> PositionKey {
    var key = PositionKey()
    var point = start
    repeat {
      key ^= self.key(point, stone)
      point = Int(next[point])
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
    for index in 0..<4 where stones[near[index]] == dying.rawValue {
      let neighbour = near[index]
      let chain = head[neighbour]
      if chain == done.0 || chain == done.1 || chain == done.2 { continue }
      done = (chain, done.0, done.1)
      if depends(chain, on: point) { change ^= chainKey(neighbour, dying) }
    }
    return change
  }

  // MARK: Bits

  /// The planes of a step of history, or of the stones ever taken.
  @inline(__always)
  func plane(_ slot: Int, _ colour: Int) -> UnsafeMutablePointer<UInt64> {
    planes + (2 * slot + colour) * layout.wordCount
  }

  @inline(__always)
  func flip(_ point: Int, _ stone: Stone, slot: Int) {
    let bit = point - layout.stride - 1
    plane(slot, stone.index)[bit >> 6] ^= 1 &<< UInt64(bit & 63)
  }

  /// Whether a stone of a colour was ever taken from a point.
  @inline(__always)
  func wasTaken(_ point: Int, _ stone: Stone) -> Bool {
    let bit = point - layout.stride - 1
    return plane(BoardLayout.historyLength, stone.index)[bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }

  /// Starts a new step of history as a copy of the last one.
  @inline(__always)
  func copyPlanes(from slot: Int, to target: Int) {
    let count = 2 * layout.wordCount
    (planes + target * count).update(from: planes + slot * count, count: count)
  }

  // MARK: Stones

  /// Joins two different chains under the head of the first.
  private func join(_ keeper: Int, _ other: Int) {
    liberties[keeper] &+= liberties[other]
    var point = other
    repeat {
      head[point] = UInt16(truncatingIfNeeded: keeper)
      point = Int(next[point])
    } while point != other
    swap(&next[keeper], &next[other])
  }

  /// Takes a chain off the board.
  ///
  /// - Returns: The number of stones.
  @inline(never)
  private func removeChain(
    _ start: Int, _ stone: Stone, slot: Int, key: inout PositionKey, sink: inout some RemovalSink
  ) -> Int {
    var count = 0
    var point = start
    repeat {
      stones[point] = 0
      // Heads of the dead are not read again, so neighbours of the same chain may be counted too.
      forEachNeighbour(point) { liberties[Int(head[$0])] &+= 1 }
      key ^= self.key(point, stone)
      flip(point, stone, slot: slot)
      let bit = point - layout.stride - 1
      plane(BoardLayout.historyLength, stone.index)[bit >> 6] |= 1 &<< UInt64(bit & 63)
      sink.remove(at: point)
      count += 1
      let following = Int(next[point])
      head[point] = 0
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
    let near = neighbours(point)
    stones[point] = stone.rawValue
    key ^= self.key(point, stone)
    flip(point, stone, slot: slot)
    head[point] = UInt16(truncatingIfNeeded: point)
    next[point] = UInt16(truncatingIfNeeded: point)
    var empty: UInt16 = 0
    forEachNeighbour(point) { neighbour in
      // The border and empty points have head 0, whose count nobody reads.
      liberties[Int(head[neighbour])] &-= 1
      if stones[neighbour] == 0 { empty &+= 1 }
    }
    liberties[point] = empty
    var keeper = point
    for index in 0..<4 where stones[near[index]] == stone.rawValue {
      let other = Int(head[near[index]])
      if other == keeper { continue }
      // More liberties mean more stones, as a rule: the shorter chain is to be renamed.
      if liberties[other] > liberties[keeper] || keeper == point {
        join(other, keeper)
        keeper = other
      } else {
        join(keeper, other)
      }
    }
    var taken = 0
    var ko = 0
    let opponent = stone.opposite
    for index in 0..<4 where stones[near[index]] == opponent.rawValue {
      let neighbour = near[index]
      if liberties[Int(head[neighbour])] != 0 { continue }
      taken += removeChain(neighbour, opponent, slot: slot, key: &key, sink: &sink)
      ko = neighbour
    }
    if taken > 0 {
      let isSingle = taken == 1 && Int(next[point]) == point && liberties[point] == 1
      return (taken, 0, isSingle ? ko : 0)
    }
    if liberties[keeper] != 0 { return (0, 0, 0) }
    return (0, removeChain(point, stone, slot: slot, key: &key, sink: &sink), 0)
  }
}
