/// What pieces reach on an empty board, and what lies between squares.
///
/// Sliders look up the ray of each direction and cut it at the first piece: towards higher numbers by
/// a subtraction that stops at the lowest bit, towards lower ones by the ray that begins at the highest
/// bit.
struct AttackTables: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = AttackTables()

  /// Rows and columns of the directions N, NE, E, NW and then their opposites, as Black sees them.
  private static let directions = [
    (1, 0), (1, 1), (0, 1), (1, -1), (-1, 0), (-1, -1), (0, -1), (-1, 1),
  ]

  /// `[8, 81]`: rays by direction, then by square.
  private let rays: UnsafePointer<UInt128>
  private let kings: UnsafePointer<UInt128>
  /// `[2, 81]`: by colour, then by square; the same for silvers and knights.
  private let golds: UnsafePointer<UInt128>
  private let silvers: UnsafePointer<UInt128>
  private let knights: UnsafePointer<UInt128>
  private let rookLines: UnsafePointer<UInt128>
  private let bishopLines: UnsafePointer<UInt128>
  /// `[81]`: from where a rook on an empty board reaches a square or one next to it; likewise bishops,
  /// and `[2, 81]` lances and all other pieces of the side that is not the colour's.
  private let rookZones: UnsafePointer<UInt128>
  private let bishopZones: UnsafePointer<UInt128>
  private let lanceZones: UnsafePointer<UInt128>
  private let stepZones: UnsafePointer<UInt128>
  /// `[2, 16]`: by colour and code, what pieces reach by one step, as the tables above; nothing for
  /// lances, unpromoted bishops and rooks.
  private let steps: UnsafePointer<UnsafePointer<UInt128>>
  /// `[81, 81]`: the squares strictly between two on a line, else none.
  private let betweens: UnsafePointer<UInt128>
  /// `[512]`: by set of neighbours, what is added to a square's number to give each of them.
  private let offsets: UnsafePointer<SIMD8<UInt16>>

  private init() {
    let count = 81 * (8 + 1 + 2 * 3 + 2 + 2 + 2 * 2 + 81 + 1)
    let memory = UnsafeMutablePointer<UInt128>.allocate(capacity: count)
    memory.initialize(repeating: 0, count: count)
    let kings = memory + 8 * 81
    let golds = kings + 81
    let silvers = golds + 2 * 81
    let knights = silvers + 2 * 81
    let rookLines = knights + 2 * 81
    let bishopLines = rookLines + 81
    let rookZones = bishopLines + 81
    let bishopZones = rookZones + 81
    let lanceZones = bishopZones + 81
    let stepZones = lanceZones + 2 * 81
    let betweens = stepZones + 2 * 81
    for square in 0..<81 {
      let (row, column) = (square / 9, square % 9)
      func reach(_ step: (Int, Int)) -> UInt128 {
        let (row, column) = (row + step.0, column + step.1)
        guard (0..<9).contains(row), (0..<9).contains(column) else { return 0 }
        return 1 << UInt128(row * 9 + column)
      }
      for (direction, step) in Self.directions.enumerated() {
        kings[square] |= reach(step)
        var passed: UInt128 = 0
        for distance in 1...8 {
          let next = reach((step.0 * distance, step.1 * distance))
          if next == 0 { break }
          betweens[square * 81 + next.trailingZeroBitCount] = passed
          passed |= next
        }
        memory[direction * 81 + square] = passed
        if step.0 == 0 || step.1 == 0 {
          rookLines[square] |= passed
        } else {
          bishopLines[square] |= passed
        }
      }
      for (color, forward) in [(0, 1), (1, -1)] {
        let place = color * 81 + square
        for step in [(1, -1), (1, 0), (1, 1), (0, -1), (0, 1), (-1, 0)] {
          golds[place] |= reach((step.0 * forward, step.1))
        }
        for step in [(1, -1), (1, 0), (1, 1), (-1, -1), (-1, 1)] {
          silvers[place] |= reach((step.0 * forward, step.1))
        }
        for step in [(2, -1), (2, 1)] { knights[place] |= reach((step.0 * forward, step.1)) }
      }
    }
    let none = betweens + 81 * 81
    let steps = UnsafeMutablePointer<UnsafePointer<UInt128>>.allocate(capacity: 32)
    for color in 0...1 {
      for code in 0..<16 {
        let table =
          switch code {
          case 3: knights + color * 81
          case 4: silvers + color * 81
          case 5, 9...12: golds + color * 81
          case 8, 14, 15: kings
          default: none
          }
        (steps + color * 16 + code).initialize(to: UnsafePointer(table))
      }
    }
    self.steps = UnsafePointer(steps)
    for square in 0..<81 {
      var near = Bitboard(kings[square]) | Bitboard(square: square)
      while !near.isEmpty {
        let goal = near.removeFirst()
        rookZones[square] |= rookLines[goal]
        bishopZones[square] |= bishopLines[goal]
        for color in 0...1 {
          let place = color * 81 + goal
          lanceZones[color * 81 + square] |= memory[color * 4 * 81 + goal]
          stepZones[color * 81 + square] |=
            kings[goal] | golds[place] | silvers[place] | knights[place]
        }
      }
    }
    rays = UnsafePointer(memory)
    self.kings = UnsafePointer(kings)
    self.golds = UnsafePointer(golds)
    self.silvers = UnsafePointer(silvers)
    self.knights = UnsafePointer(knights)
    self.rookLines = UnsafePointer(rookLines)
    self.bishopLines = UnsafePointer(bishopLines)
    self.rookZones = UnsafePointer(rookZones)
    self.bishopZones = UnsafePointer(bishopZones)
    self.lanceZones = UnsafePointer(lanceZones)
    self.stepZones = UnsafePointer(stepZones)
    self.betweens = UnsafePointer(betweens)
    let offsets = UnsafeMutablePointer<SIMD8<UInt16>>.allocate(capacity: 512)
    for set in 0..<512 {
      var list = SIMD8<UInt16>()
      for (index, bit) in (0..<9).filter({ $0 != 4 && set >> $0 & 1 != 0 }).enumerated() {
        list[index] = UInt16(truncatingIfNeeded: (bit / 3 - 1) * 9 + bit % 3 - 1)
      }
      (offsets + set).initialize(to: list)
    }
    self.offsets = UnsafePointer(offsets)
  }

  @inline(__always)
  func king(_ square: Int) -> Bitboard { Bitboard(kings[square]) }

  /// What a piece that is no pawn reaches by one step or a knight's jump.
  @inline(__always)
  func step(_ color: Color, code: Int, _ square: Int) -> Bitboard {
    Bitboard(steps[Int(color.rawValue) &* 16 &+ code][square])
  }

  /// What a gold of a side reaches.
  @inline(__always)
  func gold(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(golds[Int(color.rawValue) &* 81 &+ square])
  }

  @inline(__always)
  func silver(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(silvers[Int(color.rawValue) &* 81 &+ square])
  }

  @inline(__always)
  func knight(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(knights[Int(color.rawValue) &* 81 &+ square])
  }

  /// What a rook reaches on an empty board.
  @inline(__always)
  func rookRays(_ square: Int) -> Bitboard { Bitboard(rookLines[square]) }

  /// What a bishop reaches on an empty board.
  @inline(__always)
  func bishopRays(_ square: Int) -> Bitboard { Bitboard(bishopLines[square]) }

  /// What a lance of a side reaches on an empty board.
  @inline(__always)
  func lanceRay(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(rays[(color == .black ? 0 : 4 &* 81) &+ square])
  }

  /// From where a rook on an empty board reaches a square or one next to it.
  @inline(__always)
  func rookZone(_ square: Int) -> Bitboard { Bitboard(rookZones[square]) }

  /// From where a bishop on an empty board reaches a square or one next to it.
  @inline(__always)
  func bishopZone(_ square: Int) -> Bitboard { Bitboard(bishopZones[square]) }

  /// From where a lance of the other side on an empty board reaches a square or one next to it.
  @inline(__always)
  func lanceZone(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(lanceZones[Int(color.rawValue) &* 81 &+ square])
  }

  /// From where a piece of the other side reaches a square or one next to it by a step or a knight's
  /// jump.
  @inline(__always)
  func stepZone(_ color: Color, _ square: Int) -> Bitboard {
    Bitboard(stepZones[Int(color.rawValue) &* 81 &+ square])
  }

  /// The squares strictly between two on a line, else none.
  @inline(__always)
  func between(_ first: Int, _ second: Int) -> Bitboard {
    Bitboard(betweens[first &* 81 &+ second])
  }

  /// Neighbours of a square as nine bits: bit `3 row + column`, the square itself being bit 4.
  @inline(__always)
  func neighbourSet(_ square: Int, _ targets: Bitboard) -> Int {
    let around = Int(
      truncatingIfNeeded: (targets.bits &<< 10) &>> UInt128(truncatingIfNeeded: square))
    return (around | around &>> 6 | around &>> 12) & 0x1FF
  }

  /// What is added to a square's number to give each neighbour of a set; what follows them is 0.
  @inline(__always)
  func neighbourOffsets(_ set: Int) -> SIMD8<UInt16> {
    offsets[set]
  }

  /// A ray towards higher numbers, up to and with the first piece.
  @inline(__always)
  private func up(_ direction: Int, _ square: Int, _ occupied: Bitboard) -> UInt128 {
    let ray = rays[direction &* 81 &+ square]
    let met = ray & occupied.bits
    return ray & (met ^ (met &- 1))
  }

  /// A ray towards lower numbers, down to and with the first piece.
  @inline(__always)
  private func down(_ direction: Int, _ square: Int, _ occupied: Bitboard) -> UInt128 {
    let rays = rays + (direction &+ 4) &* 81
    let ray = rays[square]
    // With bit 0 there always is a highest one; no ray is cut short by it.
    let met = ray & occupied.bits | 1
    return ray & ~rays[127 &- met.leadingZeroBitCount]
  }

  @inline(__always)
  func rook(_ square: Int, _ occupied: Bitboard) -> Bitboard {
    Bitboard(
      up(0, square, occupied) | up(2, square, occupied) | down(0, square, occupied)
        | down(2, square, occupied))
  }

  @inline(__always)
  func bishop(_ square: Int, _ occupied: Bitboard) -> Bitboard {
    Bitboard(
      up(1, square, occupied) | up(3, square, occupied) | down(1, square, occupied)
        | down(3, square, occupied))
  }

  /// Calls a function with what a rook reaches in each direction, and with the step from square to
  /// square.
  @inline(__always)
  func forEachRookRay(_ square: Int, _ occupied: Bitboard, _ body: (Bitboard, Int) -> Void) {
    body(Bitboard(up(0, square, occupied)), 9)
    body(Bitboard(up(2, square, occupied)), 1)
    body(Bitboard(down(0, square, occupied)), -9)
    body(Bitboard(down(2, square, occupied)), -1)
  }

  /// Calls a function with what a bishop reaches in each direction, and with the step from square to
  /// square.
  @inline(__always)
  func forEachBishopRay(_ square: Int, _ occupied: Bitboard, _ body: (Bitboard, Int) -> Void) {
    body(Bitboard(up(1, square, occupied)), 10)
    body(Bitboard(up(3, square, occupied)), 8)
    body(Bitboard(down(1, square, occupied)), -10)
    body(Bitboard(down(3, square, occupied)), -8)
  }

  @inline(__always)
  func lance(_ color: Color, _ square: Int, _ occupied: Bitboard) -> Bitboard {
    Bitboard(color == .black ? up(0, square, occupied) : down(0, square, occupied))
  }
}
