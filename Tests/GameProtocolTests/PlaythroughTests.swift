import GameProtocol
import Testing
import TicTacToeRules

@Suite struct PlaythroughTests {
  private let lines = Playthrough(of: TicTacToe(), seed: 3).description.split(separator: "\n")

  @Test func `equal seeds give equal texts, other seeds other games`() {
    let text = Playthrough(of: TicTacToe(), seed: 3).description
    #expect(text == Playthrough(of: TicTacToe(), seed: 3).description)
    #expect(text != Playthrough(of: TicTacToe(), seed: 4).description)
  }

  @Test func `every ply has a position, check numbers, legal actions and a step`() {
    let plies = lines.indices.filter { lines[$0].hasPrefix("ply ") }
    #expect(plies.count >= 5)
    for (number, line) in plies.enumerated() {
      #expect(lines[line].hasPrefix("ply \(number) "))
      #expect(lines[line].contains(" observations "))
      #expect(lines[line + 1].contains("\(9 - number) legal: "))
      #expect(lines[line + 1].contains("player \(number % 2) plays "))
      #expect(lines[line + 1].hasSuffix(number == plies.count - 1 ? "terminated" : "continues"))
    }
  }

  @Test func `plies past the limit are counted, not shown`() {
    let short = Playthrough(of: TicTacToe(), seed: 3, shownPlies: 2).description
    let total = lines.filter { $0.hasPrefix("ply ") }.count
    #expect(short.contains("\n… \(total - 2) plies more\n"))
    #expect(!short.contains("\nply 2 "))
    #expect(short.contains("\nend after \(total) plies\n"))
  }
}
