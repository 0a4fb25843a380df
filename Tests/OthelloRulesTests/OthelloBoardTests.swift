import GameProtocol
import OthelloRules
import Testing

@Suite struct OthelloBoardTests {
  /// The counts that the Othello programs agree on.
  ///
  /// Source: the perft page of the Edax project.
  @Test func `perft from the start gives the known counts`() {
    let start = Othello().initialState(seed: 0)
    let counts = (1...9).map { start.perft(depth: $0) }
    #expect(counts == [4, 12, 56, 244, 1396, 8200, 55092, 390_216, 3_005_288])
  }
}
