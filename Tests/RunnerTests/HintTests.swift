import Runner
import Testing

@Suite struct HintTests {
  @Test func `a near word is suggested, else all are told`() {
    let games = ["tic-tac-toe", "connect-four", "othello"]
    #expect(hint(for: "conect-four", in: games, plural: "games") == "did you mean 'connect-four'?")
    #expect(
      hint(for: "backgammon", in: games, plural: "games")
        == "games: tic-tac-toe, connect-four, othello")
    #expect(hint(for: "x", in: [], plural: "options") == "there are no options")
  }

  @Test func `an endless word costs nothing`() {
    #expect(wordMeant(by: String(repeating: "o", count: 10_000_000), in: ["othello"]) == nil)
  }
}
