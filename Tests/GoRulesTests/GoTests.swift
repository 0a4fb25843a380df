import GameProtocol
import GoRules
import Testing

@Suite struct GoTests {
  @Test func `the specification has 17 planes and a pass`() {
    let facts = Go(size: 19).specification
    #expect(facts.actionCount == 362)
    #expect(facts.observationShape == .init(channels: 17, height: 19, width: 19))
  }

  @Test func `the eight symmetries differ`() {
    let game = Go(size: 3)
    #expect(Set((0..<8).map { [game.cell(1, under: $0), game.cell(0, under: $0)] }).count == 8)
    #expect((0..<8).allSatisfy { game.action(Action(9), under: $0) == Action(9) })
  }

  @Test func `White begins after a handicap`() throws {
    let game = Go(size: 9, handicap: try Go.freeHandicap(["A1", "B2"], size: 9))
    let state = game.initialState(seed: 0)
    #expect(state.playerToMove == .second)
    #expect(game.handicap == [64, 72])
  }

  @Test func `fixed handicap stones are on the usual points`() throws {
    func vertices(_ count: Int, _ size: Int) throws -> [String] {
      try Go.fixedHandicap(count, size: size).map { Vertex(cell: $0, size: size).description }
    }
    #expect(try vertices(2, 19) == ["D4", "Q16"])
    #expect(try vertices(5, 19) == ["D4", "Q16", "D16", "Q4", "K10"])
    #expect(try vertices(6, 19) == ["D4", "Q16", "D16", "Q4", "D10", "Q10"])
    #expect(try vertices(7, 19).last == "K10")
    #expect(
      try vertices(9, 19) == ["D4", "Q16", "D16", "Q4", "D10", "Q10", "K4", "K16", "K10"])
    #expect(try vertices(9, 9).sorted().prefix(3) == ["C3", "C5", "C7"])
    #expect(try vertices(4, 7) == ["C3", "E5", "C5", "E3"])
  }

  @Test func `impossible handicaps are refused`() {
    #expect(throws: NotationError.self) { try Go.fixedHandicap(5, size: 8) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(2, size: 6) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(1, size: 19) }
    #expect(throws: NotationError.self) { try Go.fixedHandicap(10, size: 19) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1", "a1"], size: 9) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1"], size: 9) }
    #expect(throws: NotationError.self) { try Go.freeHandicap(["A1", "I5"], size: 9) }
  }
}
