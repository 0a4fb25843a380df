import GameProtocol
import Learning
import Testing
import TicTacToeRules

@Suite struct LineEnumerationTests {
  @Test func `the perfect player loses no line from either side`() throws {
    let game = TicTacToe()
    let report = try LineReport(of: PerfectAgent(game: game), in: game)
    #expect(report.losses == 0)
    #expect(report.movingFirst.games > 50 && report.movingFirst.games <= 384)
    #expect(report.movingSecond.games > 50 && report.movingSecond.games <= 945)
    #expect(report.movingFirst.wins > report.movingFirst.draws)
  }

  @Test func `a weak player loses lines from both sides`() throws {
    let report = try LineReport(of: LowestAgent(), in: TicTacToe())
    #expect(report.movingFirst.losses > 0)
    #expect(report.movingSecond.losses > 0)
  }
}
