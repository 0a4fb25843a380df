import ChessRules
import GameProtocol
import Testing

@Suite struct ChessTests {
  @Test func `start 518 is the orthodox one, 0 and 959 are the ends of the table`() {
    func backRank(_ number: Int) -> String {
      let state = Chess(.chess960, start: number).initialState(seed: 0)
      return String(state.positionText.prefix(8))
    }
    #expect(backRank(518) == "rnbqkbnr")
    #expect(backRank(0) == "bbqnnrkr")
    #expect(backRank(959) == "rkrnnqbb")
    #expect(Set((0..<960).map(backRank)).count == 960)
  }

  @Test func `without a number the seed draws the start`() {
    let game = Chess(.chess960, start: nil)
    let starts = (0..<50).map { game.initialState(seed: $0).positionText }
    #expect(Set(starts).count > 40)
    #expect(starts[0].hasPrefix("rnbqkbnr/"))
    #expect(starts == (0..<50).map { game.initialState(seed: $0).positionText })
  }

  @Test func `orthodox chess refuses castling rights of other starts`() throws {
    let fen = "1r2k1r1/8/8/8/8/8/8/1R2K1R1 w KQkq - 0 1"
    #expect(throws: NotationError.self) { try Chess().state(at: fen) }
    let state = try Chess(.chess960).state(at: fen)
    #expect(state.positionText == fen)
  }

  @Test func `actions are drawn as origin, target and promotion`() throws {
    func draw(_ index: Int) -> [[Float]] {
      var numbers = [Float](repeating: 0, count: 512)
      var span = numbers.mutableSpan
      Chess().draw(Action(index), into: &span)
      return (0..<8).map { Array(numbers[$0 * 64..<$0 * 64 + 64]) }
    }
    let ones = [Float](repeating: 1, count: 64)
    let step = draw(877)
    #expect(step[0].firstIndex(of: 1) == 12 && step[0].reduce(0, +) == 1)
    #expect(step[1].firstIndex(of: 1) == 28 && step[1].reduce(0, +) == 1)
    #expect(step[2] == ones && step[7] == ones)
    #expect(draw(3504)[3] == ones)
    #expect(draw(3570)[4] == ones && draw(3570)[1].firstIndex(of: 1) == 57)
    // South from a1 leaves the board.
    #expect(draw(28)[1].allSatisfy { $0 == 0 } && draw(28)[2].allSatisfy { $0 == 0 })
    for index in 0..<4672 {
      let promotions = draw(index)[3...].filter { $0 == ones }
      #expect(promotions.count == 1)
    }
  }
}
