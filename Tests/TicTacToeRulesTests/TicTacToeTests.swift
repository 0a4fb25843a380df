import GameProtocol
import Testing
import TicTacToeRules

@Suite struct TicTacToeTests {
  @Test func `a turn maps rows to columns and a reflection mirrors them first`() {
    let game = TicTacToe()
    #expect((0..<9).map { game.cell($0, under: 1) } == [2, 5, 8, 1, 4, 7, 0, 3, 6])
    #expect((0..<9).map { game.cell($0, under: 4) } == [2, 1, 0, 5, 4, 3, 8, 7, 6])
    #expect((0..<9).map { game.cell($0, under: 6) } == [6, 7, 8, 3, 4, 5, 0, 1, 2])
  }
}
