import Testing

@testable import ShogiRules

@Suite struct MoveSinkTests {
  /// What a writer writes.
  private func written(_ write: (inout MoveWriter) -> Void) -> [Move] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MoveWriter.capacity) { memory in
      guard let start = memory.baseAddress else { return [] }
      var writer = MoveWriter(end: start)
      write(&writer)
      return (0..<(writer.end - start)).map { Move(code: start[$0]) }
    }
  }

  @Test func `steps to neighbours are written at once`() {
    let tables = AttackTables.shared
    for square in 0..<81 {
      for targets in [
        tables.king(square), tables.gold(.black, square), tables.silver(.white, square),
      ] {
        for promotes in [false, true] {
          let moves = written {
            $0.addSteps(square, to: targets, promotes: promotes, tables)
          }
          #expect(Set(moves.map(\.targetIndex)) == targets.squares)
          #expect(moves.count == targets.count)
          #expect(moves.allSatisfy { $0.originIndex == square && $0.promotes == promotes })
        }
      }
    }
  }

  @Test func `lines are written from the nearest square on`() {
    for (step, targets) in [
      (9, [49, 58, 67, 76]), (-9, [31, 22, 13, 4]), (10, [50, 60, 70, 80]),
    ] {
      let set = targets.reduce(Bitboard.empty) { $0 | Bitboard(square: $1) }
      let moves = written { $0.addLine(40, to: set, step: step) }
      #expect(moves == targets.map { Move(40, $0, promotes: false) })
    }
    #expect(written { $0.addLine(40, to: .empty, step: 8) }.isEmpty)
  }

  @Test func `what is written is as much as what is counted`() throws {
    for (position, _) in try casePositions() {
      let moves = position.legalMoves
      #expect(moves.count == position.legalMoveCount && Set(moves).count == moves.count)
    }
  }
}
