/// What is done with the moves that `Position.generate` finds: they are counted, listed, or drawn into
/// a set of actions.
protocol MoveSink {
  /// A piece moves to any of some squares, with or without promotion.
  mutating func add(_ origin: Int, to targets: Bitboard, promotes: Bool)

  /// A piece moves to any of some neighbouring squares, with or without promotion.
  mutating func addSteps(
    _ origin: Int, to targets: Bitboard, promotes: Bool, _ tables: AttackTables)

  /// A piece moves along a line to any of some squares, the first of which is a step away and each other
  /// a step from the one before; it does not promote.
  mutating func addLine(_ origin: Int, to targets: Bitboard, step: Int)

  /// Pawns step, each from `target - offset`.
  mutating func addPawnSteps(to targets: Bitboard, offset: Int, promotes: Bool)

  /// A piece in hand is dropped on any of some squares.
  mutating func addDrops(code: Int, on targets: Bitboard)
}

/// Counts moves without looking at each.
struct MoveCounter: MoveSink {
  var count = 0

  @inline(__always)
  mutating func add(_ origin: Int, to targets: Bitboard, promotes: Bool) {
    count &+= targets.count
  }

  @inline(__always)
  mutating func addSteps(
    _ origin: Int, to targets: Bitboard, promotes: Bool, _ tables: AttackTables
  ) {
    count &+= targets.count
  }

  @inline(__always)
  mutating func addLine(_ origin: Int, to targets: Bitboard, step: Int) {
    count &+= targets.count
  }

  @inline(__always)
  mutating func addPawnSteps(to targets: Bitboard, offset: Int, promotes: Bool) {
    count &+= targets.count
  }

  @inline(__always)
  mutating func addDrops(code: Int, on targets: Bitboard) { count &+= targets.count }
}

/// Writes moves one after the other into memory that is large enough for every position.
struct MoveWriter: MoveSink {
  /// More than the 593 moves that the richest position has, and the seven that may be written in vain.
  static let capacity = 640

  var end: UnsafeMutablePointer<UInt16>

  @inline(__always)
  private mutating func write(_ move: Move) {
    end.initialize(to: move.code)
    end += 1
  }

  @inline(__always)
  mutating func add(_ origin: Int, to targets: Bitboard, promotes: Bool) {
    var rest = targets
    while !rest.isEmpty { write(Move(origin, rest.removeFirst(), promotes: promotes)) }
  }

  @inline(__always)
  mutating func addSteps(
    _ origin: Int, to targets: Bitboard, promotes: Bool, _ tables: AttackTables
  ) {
    let set = tables.neighbourSet(origin, targets)
    let stay = Move(origin, origin, promotes: promotes).code
    write(tables.neighbourOffsets(set) &+ SIMD8(repeating: stay), count: set.nonzeroBitCount)
  }

  @inline(__always)
  mutating func addLine(_ origin: Int, to targets: Bitboard, step: Int) {
    let distances: SIMD8<UInt16> = [1, 2, 3, 4, 5, 6, 7, 8]
    let stay = Move(origin, origin, promotes: false).code
    write(
      distances &* SIMD8(repeating: UInt16(truncatingIfNeeded: step)) &+ SIMD8(repeating: stay),
      count: targets.count)
  }

  /// Writes the first of eight moves; all at once, because loops that end now here and now there cost
  /// more.
  @inline(__always)
  private mutating func write(_ moves: SIMD8<UInt16>, count: Int) {
    UnsafeMutableRawPointer(end).storeBytes(of: moves, as: SIMD8<UInt16>.self)
    end += count
  }

  @inline(__always)
  mutating func addPawnSteps(to targets: Bitboard, offset: Int, promotes: Bool) {
    addPawnSteps(targets.word(0), 0, offset, promotes)
    addPawnSteps(targets.word(64), 64, offset, promotes)
  }

  @inline(__always)
  private mutating func addPawnSteps(_ word: UInt64, _ first: Int, _ offset: Int, _ promotes: Bool)
  {
    var rest = word
    while rest != 0 {
      let target = first &+ rest.trailingZeroBitCount
      rest &= rest &- 1
      write(Move(target &- offset, target, promotes: promotes))
    }
  }

  @inline(__always)
  mutating func addDrops(code: Int, on targets: Bitboard) {
    var rest = targets
    while !rest.isEmpty { write(Move(dropCode: code, rest.removeFirst())) }
  }
}
