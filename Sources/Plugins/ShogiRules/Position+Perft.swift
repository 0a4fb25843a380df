extension Position {
  /// The number of move sequences of a length, the last ply counted without being made.
  ///
  /// - Parameter depth: The length in plies, at least 0.
  /// - Returns: The number of sequences.
  public func perft(depth: Int) -> UInt64 {
    if depth <= 0 { return 1 }
    if depth == 1 { return UInt64(legalMoveCount) }
    // One block for the lists of all depths: nothing is allocated on the way.
    let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: depth * MoveWriter.capacity)
    defer { memory.deallocate() }
    let counter = PerftCounter(tables: AttackTables.shared, keys: ZobristKeys.shared)
    return turn == .black
      ? counter.count(BlackSide.self, self, depth, memory)
      : counter.count(WhiteSide.self, self, depth, memory)
  }
}

extension Position {
  /// The number of positions that are reached within some plies, this one included, when each is moved
  /// to and all its moves are listed, as a search does.
  ///
  /// - Parameter depth: The length of the longest sequence in plies, at least 0.
  /// - Returns: The number of positions, those reached in several ways counted as often.
  public func listedPositionCount(depth: Int) -> UInt64 {
    let memory = UnsafeMutablePointer<UInt16>.allocate(
      capacity: (depth + 1) * MoveWriter.capacity)
    defer { memory.deallocate() }
    let counter = PerftCounter(tables: AttackTables.shared, keys: ZobristKeys.shared)
    return turn == .black
      ? counter.list(BlackSide.self, self, depth, memory)
      : counter.list(WhiteSide.self, self, depth, memory)
  }
}

/// Counts by generating, with the tables at hand.
private struct PerftCounter {
  let tables: AttackTables
  let keys: ZobristKeys

  /// Counts to a depth of at least 2.
  func count<Us: Side>(
    _: Us.Type, _ position: Position, _ depth: Int, _ memory: UnsafeMutablePointer<UInt16>
  ) -> UInt64 {
    var writer = MoveWriter(end: memory)
    position.generate(Us.self, tables, into: &writer)
    var total: UInt64 = 0
    var move = memory
    while move < writer.end {
      var next = position
      next.make(Move(code: move.pointee), Us.self, keys)
      if depth == 2 {
        var leaves = MoveCounter()
        next.generate(Us.Opponent.self, tables, into: &leaves)
        total &+= UInt64(truncatingIfNeeded: leaves.count)
      } else {
        total &+= count(Us.Opponent.self, next, depth &- 1, memory + MoveWriter.capacity)
      }
      move += 1
    }
    return total
  }

  /// Lists the moves of a position and of all that follow down to a depth.
  func list<Us: Side>(
    _: Us.Type, _ position: Position, _ depth: Int, _ memory: UnsafeMutablePointer<UInt16>
  ) -> UInt64 {
    var writer = MoveWriter(end: memory)
    position.generate(Us.self, tables, into: &writer)
    var total: UInt64 = 1
    if depth == 0 { return total }
    var move = memory
    while move < writer.end {
      var next = position
      next.make(Move(code: move.pointee), Us.self, keys)
      total &+= list(Us.Opponent.self, next, depth &- 1, memory + MoveWriter.capacity)
      move += 1
    }
    return total
  }
}
