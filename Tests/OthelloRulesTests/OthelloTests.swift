import GameProtocol
import OthelloRules
import Testing

@Suite struct OthelloTests {
  @Test func `a size that is not 8 or 6 is refused`() throws {
    let othello = Othello.registrations[0]
    let error = #expect(throws: GameOptionError.self) {
      try othello.game(["size": .integer(10)])
    }
    #expect(error?.description == "option 'size': found 10, expected 8 or 6")
    #expect(try othello.game(["size": .integer(6)]).specification.name == "othello-6x6")
    #expect(try othello.game().specification.name == "othello")
  }

  @Test func `the symmetries keep the start position, and no other transformation does`() {
    let game = Othello()
    let black: Set<Int> = [28, 35]
    for symmetry in 0..<game.symmetryCount {
      #expect(Set(black.map { game.cell($0, under: symmetry) }) == black)
      #expect(game.action(Action(64), under: symmetry) == Action(64))
    }
    #expect((0..<4).map { game.cell(1, under: $0) } == [1, 8, 62, 55])
  }

  @Test func `the pass is drawn as nothing`() {
    func drawn(_ action: Int) -> [Int] {
      var planes = [Float](repeating: 0, count: 64)
      var span = planes.mutableSpan
      Othello().draw(Action(action), into: &span)
      return planes.indices.filter { planes[$0] == 1 }
    }
    #expect(drawn(64) == [])
    #expect(drawn(63) == [63])
  }
}
