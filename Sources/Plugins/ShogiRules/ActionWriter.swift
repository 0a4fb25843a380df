import GameProtocol

/// Lists of planes of the action encoding, eight at a time.
struct PlaneLists: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = PlaneLists()

  /// `[2, 512]`: by colour and set of neighbouring squares, the planes of the steps to them, ascending.
  ///
  /// Bit `3 row + column` of a set is a neighbour, the square itself being bit 4.
  private let steps: UnsafePointer<SIMD8<UInt8>>
  /// `[128]`: by set of roles in hand, the planes of their drops; bit 0 is a pawn.
  private let drops: UnsafePointer<SIMD8<UInt8>>

  private init() {
    let memory = UnsafeMutablePointer<SIMD8<UInt8>>.allocate(capacity: 2 * 512 + 128)
    func write(_ planes: [Int], at place: Int) {
      var list = SIMD8<UInt8>()
      for (index, plane) in planes.sorted().enumerated() { list[index] = UInt8(plane) }
      (memory + place).initialize(to: list)
    }
    for color in 0...1 {
      for set in 0..<512 {
        let planes = (0..<9).filter { $0 != 4 && set >> $0 & 1 != 0 }.map { bit in
          let offset = (bit / 3 - 1) * 9 + bit % 3 - 1
          return ActionEncoding.shared.plane(40, color == 0 ? 40 + offset : 40 - offset)
        }
        write(planes, at: color * 512 + set)
      }
    }
    for set in 0..<128 {
      let planes = (0..<7).filter { set >> $0 & 1 != 0 }.map { ActionEncoding.dropPlane + $0 }
      write(planes, at: 2 * 512 + set)
    }
    steps = UnsafePointer(memory)
    drops = UnsafePointer(memory + 2 * 512)
  }

  @inline(__always)
  func steps(_ color: Color, _ set: Int) -> SIMD8<UInt8> {
    steps[Int(color.rawValue) &* 512 &+ set]
  }

  @inline(__always)
  func drops(_ set: Int) -> SIMD8<UInt8> { drops[set] }
}

/// Writes actions in ascending order: square by square as the mover sees them, because an action's
/// index begins with the origin of a move on the board or the target of a drop.
private struct ActionWriter<Us: Side> {
  let tables: AttackTables
  let encoding: ActionEncoding
  let lists: PlaneLists
  var end: UnsafeMutablePointer<Int32>

  /// A square in the mover's view.
  @inline(__always)
  private static func view(_ square: Int) -> Int { Us.color == .black ? square : 80 &- square }

  /// Writes the actions of all legal moves of a position.
  @inline(__always)
  mutating func write(_ position: Position) {
    let placement = position.placement
    let situation = Situation(Us.self, placement, tables)
    let threats = situation.threats
    let movable = situation.own & ~threats.pinned | situation.movablePins
    var squares = threats.checkers.hasSeveral ? Bitboard(square: situation.king) : movable
    let hand = placement.hand(of: Us.color)
    var inHand = 0
    var pawnDrops = Bitboard.empty
    if !hand.isEmpty, !threats.checkers.hasSeveral {
      squares |= situation.open
      for code in 1...7 { inHand |= (hand.count(code: code) > 0 ? 1 : 0) &<< (code &- 1) }
      if inHand & 1 != 0 { pawnDrops = position.pawnDrops(Us.self, tables, situation) }
    }
    let pawnSteps = Us.Opponent.stepped(
      Us.stepped(situation.forces.pawns & situation.own & ~threats.pinned) & situation.allowed)
    // Word by word, because a shift by a number of bits is much dearer for 128 bits than for 64.
    for half in 0...1 {
      let shift = (Us.color == .black ? half : 1 &- half) &* 64
      var rest = squares.word(shift)
      let (own, stepping) = (situation.own.word(shift), pawnSteps.word(shift))
      let (pinned, dropping) = (threats.pinned.word(shift), pawnDrops.word(shift))
      let (plane0, plane1) = (placement.plane0.word(shift), placement.plane1.word(shift))
      let (plane2, plane3) = (placement.plane2.word(shift), placement.plane3.word(shift))
      while rest != 0 {
        let place =
          Us.color == .black ? rest.trailingZeroBitCount : 63 &- rest.leadingZeroBitCount
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: place)
        rest ^= bit
        let square = shift &+ place
        let base = Self.view(square) &* ActionEncoding.planeCount
        if own & bit == 0 {
          writeDrops(square, base, dropping & bit == 0 ? inHand & ~1 : inHand)
        } else if stepping & bit != 0 {
          writePawn(square, base)
        } else {
          let index = UInt64(truncatingIfNeeded: place)
          let code =
            (plane0 &>> index & 1) | (plane1 &>> index & 1) &<< 1 | (plane2 &>> index & 1) &<< 2
            | (plane3 &>> index & 1) &<< 3
          let mask =
            pinned & bit != 0 ? situation.line(ofPinned: square, tables) : situation.allowed
          writePiece(Int(truncatingIfNeeded: code), square, base, mask, situation)
        }
      }
    }
  }

  @inline(__always)
  private mutating func write(_ planes: SIMD8<UInt8>, count: Int, _ base: Int) {
    let actions =
      SIMD8<Int32>(truncatingIfNeeded: planes) &+ SIMD8(repeating: Int32(truncatingIfNeeded: base))
    UnsafeMutableRawPointer(end).storeBytes(of: actions, as: SIMD8<Int32>.self)
    end += count
  }

  @inline(__always)
  private mutating func writeDrops(_ square: Int, _ base: Int, _ roles: Int) {
    var set = roles
    if Us.isInLastRows(square) { set &= Us.isInLastRow(square) ? 0b111_1000 : 0b111_1011 }
    write(lists.drops(set), count: set.nonzeroBitCount, base)
  }

  /// A pawn that is not pinned steps, and promotes if it can.
  @inline(__always)
  private mutating func writePawn(_ square: Int, _ base: Int) {
    let target = square &+ Us.forward
    end.pointee = Int32(truncatingIfNeeded: base)
    end += Us.isInLastRow(target) ? 0 : 1
    end.pointee = Int32(truncatingIfNeeded: base &+ ActionEncoding.promotionPlane)
    end += Us.isInZone(target) ? 1 : 0
  }

  @inline(__always)
  private mutating func writePiece(
    _ code: Int, _ square: Int, _ base: Int, _ mask: Bitboard, _ situation: Situation
  ) {
    // By code: knights and sliders, whose moves are not all to neighbouring squares, and what
    // promotes.
    let (isFar, promotes) = (0b1100_0000_1100_1100 &>> code & 1, 0b1101_1110 &>> code & 1)
    var targets: Bitboard
    if code == 8 {
      targets = situation.threats.safe
    } else if code == 1 {
      // Pinned; the others are written by `writePawn`, or have no step.
      targets = Us.stepped(Bitboard(square: square)) & mask
    } else {
      targets = tables.step(Us.color, code: code, square)
      if isFar != 0 { targets |= slides(code, square, situation.occupied) }
      targets &= mask
    }
    var promoting = Bitboard.empty
    if promotes != 0 {
      promoting =
        code > 3 && Us.isInZone(square) ? targets : targets & Us.zone
      if code < 3 { targets &= ~Us.lastRow }
      if code == 3 { targets &= ~Us.lastRows }
    }
    if isFar != 0 {
      writeFar(code, square, base, targets)
      if !promoting.isEmpty {
        writeFar(code, square, base &+ ActionEncoding.promotionPlane, promoting)
      }
    } else {
      writeSteps(square, base, targets)
      if !promoting.isEmpty {
        writeSteps(square, base &+ ActionEncoding.promotionPlane, promoting)
      }
    }
  }

  @inline(__always)
  private func slides(_ code: Int, _ square: Int, _ occupied: Bitboard) -> Bitboard {
    switch code & 7 {
    case 2: tables.lance(Us.color, square, occupied)
    case 6: tables.bishop(square, occupied)
    case 7: tables.rook(square, occupied)
    default: .empty
    }
  }

  /// Steps to neighbouring squares.
  @inline(__always)
  private mutating func writeSteps(_ square: Int, _ base: Int, _ targets: Bitboard) {
    let set = tables.neighbourSet(square, targets)
    write(lists.steps(Us.color, set), count: set.nonzeroBitCount, base)
  }

  /// Moves of a knight or along lines, put in order by planes as bits of a word.
  @inline(__always)
  private mutating func writeFar(_ code: Int, _ square: Int, _ base: Int, _ targets: Bitboard) {
    let origin = Self.view(square)
    var planes: UInt64 = 0
    var rest = targets
    while !rest.isEmpty {
      // A knight's planes, 64 and 65, become bits 0 and 1.
      let plane = encoding.plane(origin, Self.view(rest.removeFirst()))
      planes |= 1 &<< UInt64(truncatingIfNeeded: plane & 63)
    }
    let first = code == 3 ? base &+ 64 : base
    while planes != 0 {
      end.pointee = Int32(truncatingIfNeeded: first &+ planes.trailingZeroBitCount)
      end += 1
      planes &= planes &- 1
    }
  }
}

extension Position {
  /// Appends the actions of all legal moves, ascending.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  func appendLegalActions(to actions: inout [Action]) {
    // Lists are written whole, at most seven places past the last action.
    actions.append(addingCapacity: MoveWriter.capacity) { span in
      span.withUnsafeMutableBufferPointer { memory, count in
        guard let start = memory.baseAddress else { return }
        count = start.withMemoryRebound(to: Int32.self, capacity: MoveWriter.capacity) {
          turn == .black ? list(BlackSide.self, at: $0) : list(WhiteSide.self, at: $0)
        }
      }
    }
  }

  /// Writes the actions of a side's legal moves.
  ///
  /// - Returns: Their number.
  private func list<Us: Side>(_: Us.Type, at start: UnsafeMutablePointer<Int32>) -> Int {
    var writer = ActionWriter<Us>(
      tables: .shared, encoding: .shared, lists: .shared, end: start)
    writer.write(self)
    return writer.end - start
  }
}
