import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct ActionWriterTests {
  /// A position with 593 moves, more than any other that is known, and the same one turned.
  private let richest = [
    "R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1",
    "3l1l1l1/9/9/9/9/9/4b4/Kss1s1k2/8r w 3G3N17Prbgsnlp 1",
  ]

  @Test func `the listed actions are those of all legal moves, ascending`() throws {
    for fields in try CaseFile.cases("random.perft") {
      let state = try Shogi().state(at: fields[0])
      let actions = state.position.legalMoves.map { state.action(for: $0) }.sorted()
      var listed: [Action] = []
      state.appendGeneratedActions(to: &listed)
      #expect(listed == actions, "\(fields[0])")
    }
  }

  @Test func `what the buffer holds is kept`() {
    let state = Shogi().initialState(seed: 0)
    var actions = [Action(7), Action(3)]
    state.position.appendLegalActions(to: &actions)
    #expect(Array(actions.prefix(2)) == [Action(7), Action(3)] && actions.count == 32)
  }

  @Test func `the richest position is listed, by either side`() throws {
    for text in richest {
      let position = try Position(sfen: text)
      var actions: [Action] = []
      position.appendLegalActions(to: &actions)
      #expect(actions.count == 593 && position.legalMoves.count == 593)
      #expect(actions == position.legalMoves.map { position.action(for: $0) }.sorted())
    }
  }
}
