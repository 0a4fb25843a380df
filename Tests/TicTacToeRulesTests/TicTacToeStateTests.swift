import GameProtocol
import Testing
import TicTacToeRules

@Suite struct TicTacToeStateTests {
  private let game = TicTacToe()

  private static let lines: [Set<Int>] = [
    [0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6],
  ]

  @Test func `the eight lines win and nothing else does`() {
    for state in game.reachableStates() {
      let text = Array(state.positionText.filter { $0 != "/" })
      let crosses = Set((0..<9).filter { text[$0] == "x" })
      let noughts = Set((0..<9).filter { text[$0] == "o" })
      let crossesWin = Self.lines.contains { $0.isSubset(of: crosses) }
      let noughtsWin = Self.lines.contains { $0.isSubset(of: noughts) }
      #expect(state.returnOf(.first) == (crossesWin ? 1 : noughtsWin ? -1 : 0))
      #expect((state.outcome == .line) == (crossesWin || noughtsWin))
      #expect((state.outcome == .fullBoard) == (!crossesWin && !noughtsWin && !text.contains(".")))
    }
  }

  @Test func `the last move of a game may fill the board and win`() throws {
    var state = try game.state(at: "xox/oxo/ox. x")
    #expect(state.apply(Action(8)) == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .line)
  }

  @Test func `planes hold the own stones and then the opponent's`() throws {
    let state = try game.state(at: "x../.o./..x o")
    var planes = [Float](repeating: 9, count: 18)
    var span = planes.mutableSpan
    state.observe(as: .second, into: &span)
    #expect(planes == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
  }

  @Test(arguments: ["xxx/oo./... o", "xo./xo./x.. o", "xxx/.../ooo x"])
  func `a finished position can be set up only if the last mover has the line`(_ text: String) {
    let state = try? game.state(at: text)
    #expect((state?.outcome == .line) == !text.hasSuffix("ooo x"))
  }

  @Test func `the side to move cannot have a line`() {
    let error = #expect(throws: NotationError.self) { try game.state(at: "xxx/o../oo. x") }
    #expect(
      error?.description
        == "found \"a line of x with x to move\", expected a game without it, or over")
  }

  @Test func `random games are uniform over the free cells`() {
    var counts = [Int](repeating: 0, count: 9)
    for game in 0..<9000 {
      var random = CounterRandom(seed: 1, stream: .playout, game: UInt64(game))
      var state = TicTacToe().initialState(seed: 0)
      _ = state.playOut(using: &random)
      // The first player's stones: three to five of nine cells, all alike by chance but the centre.
      let text = Array(state.positionText.filter { $0 != "/" })
      for cell in 0..<9 where text[cell] != "." { counts[cell] += 1 }
    }
    let corners = [0, 2, 6, 8].map { counts[$0] }
    let edges = [1, 3, 5, 7].map { counts[$0] }
    for group in [corners, edges] {
      #expect(group.allSatisfy { abs($0 - group[0]) < 250 }, "\(counts)")
    }
  }
}
