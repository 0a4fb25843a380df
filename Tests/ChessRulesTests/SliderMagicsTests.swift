import Testing

@testable import ChessRules

@Suite struct SliderMagicsTests {
  /// Every arrangement of blockers on the lines of a square, the ends of the lines left out, as they
  /// block nothing; two arrangements with one index must reach the same squares.
  @Test(arguments: ["rook", "bishop"])
  func `every arrangement of blockers has an index of what it leaves open`(slider: String) {
    let magics = slider == "rook" ? SliderMagics.rook : SliderMagics.bishop
    let steps =
      slider == "rook"
      ? [(0, 1), (1, 0), (0, -1), (-1, 0)] : [(1, 1), (1, -1), (-1, -1), (-1, 1)]
    #expect(magics.count == 64)
    for (index, magic) in magics.enumerated() {
      let square = Square(index)
      var mask: UInt64 = 0
      for step in steps {
        let line = Bitboard(AttackTables.walk(square, [step]))
        let end = line.bits & Bitboard.edge(beyond: step).bits
        mask |= line.bits & ~end
      }
      let shift = UInt64(64 - mask.nonzeroBitCount)
      var reached: [UInt64: UInt64] = [:]
      var blockers: UInt64 = 0
      var collisions = 0
      repeat {
        let attacks = AttackTables.walk(square, steps, blockers: blockers)
        let slot = (blockers &* magic) >> shift
        if reached.updateValue(attacks, forKey: slot) ?? attacks != attacks { collisions += 1 }
        blockers = (blockers &- mask) & mask
      } while blockers != 0
      #expect(collisions == 0, "\(slider) on \(square.name)")
    }
  }
}

extension Bitboard {
  /// The squares from which a step leaves the board.
  fileprivate static func edge(beyond step: (Int, Int)) -> Bitboard {
    (0..<64).reduce(.empty) { set, index in
      let square = Square(index)
      let (file, rank) = (square.file + step.0, square.rank + step.1)
      let isInside = (0..<8).contains(file) && (0..<8).contains(rank)
      return isInside ? set : set | Bitboard(square)
    }
  }
}
