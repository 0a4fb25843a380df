import GameProtocol
import ShogiRules
import Testing

@Suite struct USITests {
  @Test(arguments: ["7g7f", "8h2b+", "P*5e", "R*1a", "9i9a"])
  func `moves are written as they are read`(usi: String) throws {
    #expect(try Move(usi: usi).usi == usi)
  }

  @Test(arguments: [
    "", "7g", "7g7", "7g7f ", " 7g7f", "7g7f=", "7g7f++", "0g7f", "7j7f", "7g7j", "7g0f", "K*5e",
    "p*5e", "P*5e+", "p5e", "７g7f", "resign", "win", "0000", "7G7F",
  ])
  func `other texts are refused`(usi: String) {
    #expect(throws: NotationError.self) { try Move(usi: usi) }
  }

  @Test func `an illegal move is refused with the rule`() throws {
    let state = Shogi().initialState(seed: 0)
    let error = #expect(throws: NotationError.self) { try state.action(for: "P*5e") }
    #expect(error?.description.contains("in hand") == true)
  }
}
