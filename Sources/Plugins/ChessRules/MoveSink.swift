/// What is done with the moves that `Position.generate` finds: they are counted, listed, or drawn into
/// a set of actions.
protocol MoveSink {
  /// A piece that is no pawn moves to any of some squares.
  mutating func add(_ origin: Square, to targets: Bitboard)

  /// Pawns step or take, without promotion; each comes from `target - offset`.
  mutating func addPawns(to targets: Bitboard, offset: Int)

  /// Pawns reach the last rank, each with four choices.
  mutating func addPromotions(to targets: Bitboard, offset: Int)

  mutating func addCastling(king: Square, rook: Square)

  mutating func addEnPassant(_ origin: Square, to target: Square)
}

/// Counts moves without looking at each.
struct MoveCounter: MoveSink {
  var count = 0

  @inline(__always)
  mutating func add(_ origin: Square, to targets: Bitboard) { count &+= targets.count }

  @inline(__always)
  mutating func addPawns(to targets: Bitboard, offset: Int) { count &+= targets.count }

  @inline(__always)
  mutating func addPromotions(to targets: Bitboard, offset: Int) { count &+= 4 &* targets.count }

  @inline(__always)
  mutating func addCastling(king: Square, rook: Square) { count &+= 1 }

  @inline(__always)
  mutating func addEnPassant(_ origin: Square, to target: Square) { count &+= 1 }
}

/// Writes moves one after the other into memory that is large enough for every position.
struct MoveWriter: MoveSink {
  /// More than sixteen pieces of a side, queens all, can have.
  static let capacity = 512

  var end: UnsafeMutablePointer<UInt16>

  @inline(__always)
  private mutating func write(_ move: Move) {
    end.pointee = move.code
    end += 1
  }

  @inline(__always)
  mutating func add(_ origin: Square, to targets: Bitboard) {
    var rest = targets
    while !rest.isEmpty { write(Move(origin, rest.removeFirst())) }
  }

  @inline(__always)
  mutating func addPawns(to targets: Bitboard, offset: Int) {
    var rest = targets
    while !rest.isEmpty {
      let target = rest.removeFirst()
      write(Move(Square(target.index &- offset), target))
    }
  }

  @inline(__always)
  mutating func addPromotions(to targets: Bitboard, offset: Int) {
    var rest = targets
    while !rest.isEmpty {
      let target = rest.removeFirst()
      let origin = Square(target.index &- offset)
      write(Move(origin, target, promotion: .queen))
      write(Move(origin, target, promotion: .knight))
      write(Move(origin, target, promotion: .rook))
      write(Move(origin, target, promotion: .bishop))
    }
  }

  @inline(__always)
  mutating func addCastling(king: Square, rook: Square) {
    write(Move(king, rook, kind: Move.Kind.castling))
  }

  @inline(__always)
  mutating func addEnPassant(_ origin: Square, to target: Square) {
    write(Move(origin, target, kind: Move.Kind.enPassant))
  }
}
