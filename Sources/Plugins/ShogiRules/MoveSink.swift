/// What is done with the moves that `Position.generate` finds: they are counted, listed, or drawn into
/// a set of actions.
protocol MoveSink {
  /// A piece moves to any of some squares, with or without promotion.
  mutating func add(_ origin: Int, to targets: Bitboard, promotes: Bool)

  /// Pawns step, each from `target - offset`.
  mutating func addSteps(to targets: Bitboard, offset: Int, promotes: Bool)

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
  mutating func addSteps(to targets: Bitboard, offset: Int, promotes: Bool) {
    count &+= targets.count
  }

  @inline(__always)
  mutating func addDrops(code: Int, on targets: Bitboard) { count &+= targets.count }
}

/// Writes moves one after the other into memory that is large enough for every position.
struct MoveWriter: MoveSink {
  /// More than the 593 moves that the richest position has.
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
  mutating func addSteps(to targets: Bitboard, offset: Int, promotes: Bool) {
    var rest = targets
    while !rest.isEmpty {
      let target = rest.removeFirst()
      write(Move(target &- offset, target, promotes: promotes))
    }
  }

  @inline(__always)
  mutating func addDrops(code: Int, on targets: Bitboard) {
    var rest = targets
    while !rest.isEmpty { write(Move(dropCode: code, rest.removeFirst())) }
  }
}
