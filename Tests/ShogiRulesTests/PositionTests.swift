import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct PositionTests {
  @Test func `the key kept move by move is the one made from nothing`() {
    playRandomGames(4, seed: 1) { state, _ in
      #expect(state.position.key == state.position.computedKey)
    }
  }

  @Test func `text and back gives the same position`() throws {
    try playRandomGames(4, seed: 2) { state, _ in
      let back = try Position(sfen: state.position.sfen)
      #expect(back == state.position && back.moveNumber == state.position.moveNumber)
    }
  }

  @Test func `no move leaves the mover's king in check`() {
    playRandomGames(2, seed: 4, plies: 120) { state, _ in
      for move in state.position.legalMoves {
        let next = state.position.making(move)
        let king = next.king(of: state.position.turn)
        let isLeft = next.isAttacked(king.index, by: next.turn)
        #expect(!isLeft, "\(state.position.sfen) \(move.usi)")
      }
    }
  }

  @Test func `nothing is lost or gained`() {
    playRandomGames(2, seed: 5) { state, _ in
      for role in Role.droppable {
        #expect(Setup(state.position).count(of: role) == role.totalCount)
      }
    }
  }
}
