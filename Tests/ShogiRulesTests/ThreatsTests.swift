import Testing

@testable import ShogiRules

@Suite struct ThreatsTests {
  private func threats(_ position: Position) -> Threats {
    position.turn == .black
      ? Situation(BlackSide.self, position.placement, .shared).threats
      : Situation(WhiteSide.self, position.placement, .shared).threats
  }

  @Test func `checkers are the pieces that reach the king`() throws {
    var checks = 0
    for (position, board) in try casePositions() {
      let king = position.king(of: position.turn).index
      let attackers = board.attackers(of: king, by: position.turn.opponent)
      #expect(threats(position).checkers.squares == attackers, "\(position.sfen)")
      checks += attackers.isEmpty ? 0 : 1
    }
    #expect(checks > 20)
  }

  @Test func `pinned pieces are those without which the king is in check`() throws {
    var pins = 0
    for (position, board) in try casePositions() {
      let king = position.king(of: position.turn).index
      let checkers = board.attackers(of: king, by: position.turn.opponent)
      let pinned = board.squares(of: position.turn).filter { square in
        if square == king { return false }
        var without = board
        without.pieces[square] = nil
        return !without.attackers(of: king, by: position.turn.opponent).isSubset(of: checkers)
      }
      #expect(threats(position).pinned.squares == Set(pinned), "\(position.sfen)")
      pins += pinned.count
    }
    #expect(pins > 5)
  }

  @Test func `the king is safe where no piece reaches it once it is there`() throws {
    for (position, board) in try casePositions() {
      let king = position.king(of: position.turn).index
      let safe = board.reach(from: king).filter { target in
        board.pieces[target]?.color != position.turn
          && board.moving(king, to: target).attackers(of: target, by: position.turn.opponent)
            .isEmpty
      }
      #expect(threats(position).safe.squares == safe, "\(position.sfen)")
    }
  }
}
