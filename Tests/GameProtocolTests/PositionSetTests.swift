import GameProtocol
import Testing
import TicTacToeRules

@Suite struct PositionSetTests {
  @Test(arguments: [
    ([3, 1, 0, -2], [false, false, true, true]),
    ([0, -1, 0, -2], [false, true, false, true]),
    ([-3, -1, -2, -2], [false, false, false, false]),
  ])
  func `a mistake lowers win, draw or loss, and slowness is none`(
    _ scores: [Int], _ mistakes: [Bool]
  ) {
    let state = TicTacToe().initialState(seed: 0)
    let set = PositionSet(name: "one", positions: [state], scores: [scores])
    #expect(scores.indices.map { set.isMistake(Action($0), at: 0) } == mistakes)
  }
}
