import Runner
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("conect-four", "connect-four"), ("tictactoe", "tic-tac-toe"), ("otehllo", "othello"),
    ("Othello", "othello"),
  ])
  func `a near word is suggested`(found: String, meant: String) {
    #expect(
      Suggestion.nearest(to: found, in: ["tic-tac-toe", "connect-four", "othello"]) == meant)
  }

  @Test func `a far word is not`() {
    #expect(Suggestion.nearest(to: "backgammon", in: ["othello", "go"]) == nil)
    #expect(
      Suggestion.hint(for: "backgammon", in: ["othello", "go"], plural: "games")
        == "games: othello, go")
    #expect(Suggestion.hint(for: "x", in: [], plural: "options") == "there are no options")
  }

  @Test func `of equally near words the first is suggested`() {
    #expect(Suggestion.nearest(to: "ab", in: ["ax", "bb"]) == "ax")
  }

  @Test func `two neighbours swapped are one edit`() {
    #expect(Suggestion.nearest(to: "iz", in: ["zi"]) == "zi")
  }

  @Test func `an endless word costs nothing`() {
    #expect(
      Suggestion.nearest(to: String(repeating: "o", count: 1_000_000), in: ["othello"]) == nil)
  }
}
