import Testing

@testable import Experiments

@Suite struct SuggestionsTests {
  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbc", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func `edits are counted with neighbours' swaps as one`(left: String, right: String, count: Int) {
    #expect(editDistance(Array(left), Array(right)) == count)
    #expect(editDistance(Array(right), Array(left)) == count)
  }

  @Test func `the nearest candidate wins and far ones are not offered`() {
    let games = ["chess", "connect-four", "go", "othello", "shogi"]
    #expect(suggestion(for: "ches", among: games) == "chess")
    #expect(suggestion(for: "connect_four", among: games) == "connect-four")
    #expect(suggestion(for: "Otehllo", among: games) == "othello")
    #expect(suggestion(for: "backgammon", among: games) == nil)
  }

  @Test func `a near word is suggested, else all are told`() {
    let games = ["tic-tac-toe", "connect-four", "othello"]
    #expect(hint(for: "conect-four", in: games, plural: "games") == "did you mean 'connect-four'?")
    #expect(
      hint(for: "backgammon", in: games, plural: "games")
        == "games: tic-tac-toe, connect-four, othello")
    #expect(hint(for: "x", in: [], plural: "options") == "there are no options")
  }

  @Test func `an endless word costs nothing`() {
    #expect(suggestion(for: String(repeating: "o", count: 10_000_000), among: ["othello"]) == nil)
  }
}
