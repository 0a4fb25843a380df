import Testing

@testable import ExternalGames

@Suite struct BorderFactsTests {
  @Test(arguments: [(1, 81, 1), (1, 82, 1), (1, 83, 2), (3, 82, 3), (1, 163, 2), (1, 164, 3)])
  func `all actions but one have a cell`(_ named: Int, _ actions: Int, _ planes: Int) {
    #expect(BorderFacts.actionPlanes(named: named, actions: actions, cells: 81) == planes)
  }

  @Test func `a single action needs no cell`() {
    #expect(BorderFacts.actionPlanes(named: 1, actions: 1, cells: 1) == 1)
  }

  @Test func `in a game of two the bounds are those of either player`() {
    #expect(BorderFacts.returnBounds(-1...0.5, players: 1) == -1...0.5)
    #expect(BorderFacts.returnBounds(-1...0.5, players: 2) == -1...1)
    #expect(BorderFacts.returnBounds(0...2, players: 2) == -2...2)
  }
}
