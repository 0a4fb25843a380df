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
}
