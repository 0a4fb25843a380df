import Testing

@testable import ShogiRules

@Suite struct ForcesTests {
  @Test func `pieces are sorted by how they move`() throws {
    for (position, board) in try casePositions() {
      let forces = Forces(position.placement)
      func squares(_ roles: Role...) -> Set<Int> {
        Set((0..<81).filter { board.pieces[$0].map { roles.contains($0.role) } ?? false })
      }
      #expect(forces.pawns.squares == squares(.pawn))
      #expect(forces.lances.squares == squares(.lance))
      #expect(forces.knights.squares == squares(.knight))
      #expect(forces.silvers.squares == squares(.silver))
      #expect(
        forces.golds.squares
          == squares(.gold, .promotedPawn, .promotedLance, .promotedKnight, .promotedSilver))
      #expect(forces.bishops.squares == squares(.bishop, .horse))
      #expect(forces.rooks.squares == squares(.rook, .dragon))
      #expect(forces.majors.squares == squares(.horse, .dragon))
      #expect(forces.kings.squares == squares(.king))
    }
  }
}
