import GameProtocol
import GoRules
import Testing

@Suite struct GoStateObservationTests {
  @Test func `planes show eight steps from the player's view`() throws {
    var state = Go(size: 5).initialState(seed: 0)
    for move in ["A5", "E1", "B5"] { _ = state.apply(try state.action(for: move)) }
    var planes = [Float](repeating: -1, count: 17 * 25)
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    func cells(_ plane: Int) -> [Int] { (0..<25).filter { planes[plane * 25 + $0] == 1 } }
    #expect((0..<8).map(cells) == [[24], [0, 1], [24], [0], [], [0], [], []])
    #expect((8..<17).allSatisfy { cells($0).isEmpty })
    _ = state.apply(state.pass)
    span = planes.mutableSpan
    state.observe(as: .first, into: &span)
    #expect((0..<4).map(cells) == [[0, 1], [24], [0, 1], [24]])
    #expect(cells(16).count == 25)
  }

  /// Widths up to 16 and above are drawn differently.
  @Test(arguments: [2, 3, 15, 16, 17, 19, 25])
  func `planes are those of the boards that were seen`(size: Int) {
    let game = Go(size: size)
    var state = game.initialState(seed: 0)
    var random = CounterRandom(seed: 4, stream: .playout, game: UInt64(size))
    var seen = [state.board.cells]
    for ply in 0..<60 where !state.isTerminal {
      let actions = state.legalActions
      _ = state.apply(actions[random.below(actions.count)])
      seen.insert(state.board.cells, at: 0)
      if ply % 5 != 0 { continue }
      for player in [Player.first, .second] {
        var planes = [Float](repeating: -1, count: 17 * size * size)
        var span = planes.mutableSpan
        state.observe(as: player, into: &span)
        var expected: [Float] = []
        for step in 0..<8 {
          let cells = step < seen.count ? seen[step] : seen[0].map { _ in nil }
          for owner in [player, player.opponent] {
            expected += cells.map { $0 == owner ? 1 : 0 }
          }
        }
        expected += seen[0].map { _ in state.playerToMove == .first ? 1 : 0 }
        #expect(planes == expected)
      }
    }
  }
}
