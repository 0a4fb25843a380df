import CProcessor

/// Where pieces reach, looked up: computed once in a process, then only read.
///
/// Sliders use a multiplication per line pair ("magic bitboards"): the blockers on the lines, times a
/// number of the square, have the index of the attacked squares in their upper bits. Where it is fast,
/// the instruction PEXT gives an index in one step (`SliderLookup`).
///
/// Source: P. Kannan, "Magic move-bitboard generation in computer chess", 2007.
struct AttackTables: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  /// How the index of one slider on one square is made.
  private struct Slider {
    var mask: UInt64
    var magic: UInt64
    var shift: UInt64
    var attacks: UnsafePointer<UInt64>
  }

  static let shared = AttackTables(.current)

  /// `[64]`, then for the king `[64]`, pawns `[2, 64]`, rays of a rook and of a bishop on the empty
  /// board `[64]` each, and squares between two squares `[64, 64]`.
  private let steps: UnsafePointer<UInt64>
  /// `[2, 64]`: rooks, then bishops.
  private let sliders: UnsafePointer<Slider>
  private let extracts: Bool

  private static let kingOffset = 64
  private static let pawnOffset = 128
  private static let rookRayOffset = 256
  private static let bishopRayOffset = 320
  private static let betweenOffset = 384

  @inline(__always)
  func knight(_ square: Square) -> Bitboard { Bitboard(steps[square.index]) }

  @inline(__always)
  func king(_ square: Square) -> Bitboard { Bitboard(steps[Self.kingOffset &+ square.index]) }

  /// The squares that a pawn of a colour attacks.
  @inline(__always)
  func pawn(_ color: Color, _ square: Square) -> Bitboard {
    Bitboard(steps[Self.pawnOffset &+ Int(color.rawValue) &* 64 &+ square.index])
  }

  @inline(__always)
  func rookRays(_ square: Square) -> Bitboard {
    Bitboard(steps[Self.rookRayOffset &+ square.index])
  }

  @inline(__always)
  func bishopRays(_ square: Square) -> Bitboard {
    Bitboard(steps[Self.bishopRayOffset &+ square.index])
  }

  /// The squares strictly between two squares of one line; none if they share no line.
  @inline(__always)
  func between(_ one: Square, _ other: Square) -> Bitboard {
    Bitboard(steps[Self.betweenOffset &+ one.index &* 64 &+ other.index])
  }

  @inline(__always)
  func rook(_ square: Square, _ occupied: Bitboard) -> Bitboard {
    lookUp(sliders + square.index, occupied)
  }

  @inline(__always)
  func bishop(_ square: Square, _ occupied: Bitboard) -> Bitboard {
    lookUp(sliders + (64 &+ square.index), occupied)
  }

  @inline(__always)
  private func lookUp(_ slider: UnsafePointer<Slider>, _ occupied: Bitboard) -> Bitboard {
    let index = Self.index(occupied.bits, slider.pointee, extracts: extracts)
    return Bitboard(slider.pointee.attacks[index])
  }

  /// The place in a slider's table of what it reaches.
  @inline(__always)
  private static func index(_ occupied: UInt64, _ slider: Slider, extracts: Bool) -> Int {
    Int(
      truncatingIfNeeded: extracts
        ? tesuji_extract_bits(occupied, slider.mask)
        : ((occupied & slider.mask) &* slider.magic) &>> slider.shift)
  }

  /// Makes the tables.
  ///
  /// - Parameter lookup: How sliders are looked up; the processor must be able to do it.
  init(_ lookup: SliderLookup) {
    precondition(lookup.isAvailable, "this processor has no \(lookup)")
    let extracts = lookup == .pext
    let rookSteps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    let bishopSteps = [(1, 1), (1, -1), (-1, -1), (-1, 1)]
    let knightSteps = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    let steps = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.betweenOffset + 64 * 64)
    steps.initialize(repeating: 0, count: Self.betweenOffset + 64 * 64)
    let sliders = UnsafeMutablePointer<Slider>.allocate(capacity: 128)
    for index in 0..<64 {
      let square = Square(index)
      steps[index] = Self.walk(square, knightSteps, limit: 1)
      steps[Self.kingOffset + index] = Self.walk(square, rookSteps + bishopSteps, limit: 1)
      steps[Self.pawnOffset + index] = Self.walk(square, [(-1, 1), (1, 1)], limit: 1)
      steps[Self.pawnOffset + 64 + index] = Self.walk(square, [(-1, -1), (1, -1)], limit: 1)
      steps[Self.rookRayOffset + index] = Self.walk(square, rookSteps)
      steps[Self.bishopRayOffset + index] = Self.walk(square, bishopSteps)
      for step in rookSteps + bishopSteps {
        var inner: UInt64 = 0
        var rest = Bitboard(Self.walk(square, [step]))
        // A line is walked outwards, so the nearest square left has the fewest squares before it.
        while !rest.isEmpty {
          let far =
            step.0 + step.1 * 8 > 0 ? rest.first : Square(63 - rest.bits.leadingZeroBitCount)
          steps[Self.betweenOffset + index * 64 + far.index] = inner
          inner |= Bitboard(far).bits
          rest.bits &= ~Bitboard(far).bits
        }
      }
      (sliders + index).initialize(
        to: Self.slider(square, rookSteps, SliderMagics.rook[index], extracts: extracts))
      (sliders + (64 + index)).initialize(
        to: Self.slider(square, bishopSteps, SliderMagics.bishop[index], extracts: extracts))
    }
    self.steps = UnsafePointer(steps)
    self.sliders = UnsafePointer(sliders)
    self.extracts = extracts
  }

  /// Fills the table of one slider on one square.
  private static func slider(
    _ square: Square, _ steps: [(Int, Int)], _ magic: UInt64, extracts: Bool
  ) -> Slider {
    var mask: UInt64 = 0
    for step in steps {
      // The last square of a line blocks nothing behind it.
      let line = walk(square, [step])
      for target in 0..<64 where line >> UInt64(target) & 1 != 0 {
        let file = target & 7 + step.0
        let rank = target >> 3 + step.1
        if (0..<8).contains(file), (0..<8).contains(rank) { mask |= 1 << UInt64(target) }
      }
    }
    let bits = mask.nonzeroBitCount
    let attacks = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << bits)
    attacks.initialize(repeating: 0, count: 1 << bits)
    let slider = Slider(
      mask: mask, magic: magic, shift: UInt64(64 - bits), attacks: UnsafePointer(attacks))
    var blockers: UInt64 = 0
    repeat {
      attacks[index(blockers, slider, extracts: extracts)] = walk(
        square, steps, blockers: blockers)
      blockers = (blockers &- mask) & mask
    } while blockers != 0
    return slider
  }

  /// The squares reached by walking in some directions up to the first blocker, which is included.
  static func walk(
    _ square: Square, _ steps: [(Int, Int)], blockers: UInt64 = 0, limit: Int = 7
  ) -> UInt64 {
    var reached: UInt64 = 0
    for (fileStep, rankStep) in steps {
      var file = square.file + fileStep
      var rank = square.rank + rankStep
      var walked = 0
      while (0..<8).contains(file), (0..<8).contains(rank), walked < limit {
        let bit = UInt64(1) << UInt64(rank * 8 + file)
        reached |= bit
        if blockers & bit != 0 { break }
        file += fileStep
        rank += rankStep
        walked += 1
      }
    }
    return reached
  }
}
